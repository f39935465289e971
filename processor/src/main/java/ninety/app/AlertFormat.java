package ninety.app;

/** The format of alerts on the queue. */
public enum AlertFormat {
  /** OCSF Compliance Findings, for a SIEM. */
  OCSF,
  /** The predecessor's JSON, which cannot say all. */
  LEGACY,
  /** One line for people. */
  TEXT
}
