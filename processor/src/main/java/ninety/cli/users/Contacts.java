package ninety.cli.users;

import java.util.LinkedHashMap;
import java.util.Map;
import ninety.user.Contact;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;

/** The directory's word on a person beside the name, where imports were to keep it. */
final class Contacts {

  private Contacts() {}

  /** By its name for people. */
  static Map<String, String> of(UserRecord user) {
    Map<String, String> all = new LinkedHashMap<>();
    Contact contact = user.contact();
    Contact.text(contact.email()).ifPresent(text -> all.put("E-mail", text));
    Contact.text(contact.manager()).ifPresent(text -> all.put("Manager", text));
    Contact.text(contact.department()).ifPresent(text -> all.put("Department", text));
    return all;
  }

  /** The same for machines; null where nothing is kept. */
  static @Nullable Map<String, @Nullable Object> fields(UserRecord user) {
    Contact contact = user.contact();
    if (contact.equals(Contact.NONE)) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("email", Contact.text(contact.email()).orElse(null));
    fields.put("manager", Contact.text(contact.manager()).orElse(null));
    fields.put("department", Contact.text(contact.department()).orElse(null));
    return fields;
  }
}
