package ninety.wording;

import ninety.policy.Control;

/**
 * The names of a control in alerts.
 *
 * @param title of a finding under it
 * @param requirement what PCI DSS asks; the days are its own, whatever is configured
 * @param type of finding
 * @param name of the rule that finds
 */
public record Rule(String title, String requirement, String type, String name) {

  /** The rule's finding that it has no result. */
  public static Rule unchecked(Control control) {
    Rule rule = ControlWording.of(control).rule();
    return new Rule(
        "IAM Identity Center not checked" + Wording.inBrackets(control),
        rule.requirement,
        "Control Not Checked",
        rule.name);
  }

  /** The rule that a change of where users come from is reported. */
  public static Rule identitySource() {
    return new Rule(
        "IAM Identity Center identity source changed (PCI DSS 8.2.6, 8.3.9)",
        "Where the directory takes its users from elsewhere, those of before vanish without an"
            + " event that says so.",
        "Identity Source Changed",
        "IAM Identity Center identity source");
  }

  /** The rule that a change of the way on which events come is reported. */
  public static Rule tampering() {
    return new Rule(
        "Event feed of IAM Identity Center tampered with (PCI DSS 10.7.2)",
        "Failures of security control systems must be detected, alerted and addressed promptly;"
            + " where the trail, rules, keys or stream of the event feed are changed, users may be"
            + " active or revoked access may be used without being seen.",
        "Event Feed Tampering",
        "Changes of the event feed");
  }

  /** The rule that every word of a person about coverage is reported. */
  public static Rule attestation() {
    return new Rule(
        "IAM Identity Center coverage attested (PCI DSS 8.2.6, 8.3.9)",
        "Somebody said of a time that nothing was missed, or that something was; each such word has"
            + " an author and a reason.",
        "Attestation",
        "IAM Identity Center coverage");
  }

  /** The rule that a population which is not known is reported. */
  public static Rule population() {
    return new Rule(
        "IAM Identity Center population not known (PCI DSS 8.2.6, 8.3.9)",
        "All user accounts are compared with their last logon; until the directory's list of users"
            + " was read once, those of whom no event came are in no check.",
        "Population Not Known",
        "IAM Identity Center population");
  }

  /** The rule that events which could not be delivered are reported. */
  public static Rule undelivered() {
    return new Rule(
        "IAM Identity Center events in doubt (PCI DSS 8.2.6, 8.3.9)",
        "Events that could not be delivered wait in a queue; until they are delivered it is in"
            + " doubt what happened.",
        "Events In Doubt",
        "IAM Identity Center coverage");
  }

  /** The rule that every change of the exemptions is reported. */
  public static Rule exemption() {
    return new Rule(
        "IAM Identity Center users exempt (PCI DSS 8.2.6, 8.3.9)",
        "Who is exempt for a while is not held to the limits of inactivity and password age; each"
            + " exemption has an owner, a reason and an end.",
        "Exemption",
        "IAM Identity Center exemptions");
  }
}
