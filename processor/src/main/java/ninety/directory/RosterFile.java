package ninety.directory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import ninety.aws.Misconfigured;
import ninety.user.IdentityStoreId;
import ninety.user.Proof;
import ninety.user.Roster;
import ninety.user.Rosters;

/**
 * A list of users in a file, in UTF-8:
 *
 * <ul>
 *   <li>what {@code aws identitystore list-users} prints ({@code {"Users": […]}}), one such
 *       document or several, or its users one by one, as in JSON lines;
 *   <li>CSV with a header ({@link #COLUMNS}), of which {@code user_id} must be there;
 *   <li>an export or scan of the predecessor's table ({@code Item}, {@code Items}), of which ids
 *       and names alone are taken. It is no list of the directory, so it says of nobody else that
 *       they are gone.
 * </ul>
 *
 * <p>What cannot be read is named with its line, and nothing is taken: half a list would say of the
 * others that they are gone.
 */
public final class RosterFile implements Rosters {

  /** The columns of CSV, in any order; others are refused, since one may be misspelt. */
  public static final Set<String> COLUMNS =
      Set.of(
          "user_id",
          "user_name",
          "status",
          "created_at",
          "updated_at",
          "email",
          "manager",
          "department",
          "identity_store_id");

  /** An identity store has 100,000 users at the most unless AWS raises it. */
  private static final int MOST_USERS = 1_000_000;

  private static final int PROGRESS = 1_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String name;
  private final Opened file;
  private final Optional<IdentityStoreId> store;
  private final Instant listedAt;
  private final boolean contacts;

  /** Where the content comes from. */
  public interface Opened {
    InputStream open() throws IOException;
  }

  /**
   * @param name of the file, for people and as the proof
   * @param store which it must be of, where that is set
   * @param listedAt when the list was made; nobody knows it but who made it
   * @param contacts whether e-mail address, manager and department are taken too
   */
  public RosterFile(
      String name,
      Opened file,
      Optional<IdentityStoreId> store,
      Instant listedAt,
      boolean contacts) {
    this.name = name;
    this.file = file;
    this.store = store;
    this.listedAt = listedAt;
    this.contacts = contacts;
  }

  /**
   * {@inheritDoc}
   *
   * @throws Misconfigured naming the line that cannot be read
   */
  @Override
  public Roster read(IntConsumer progress) {
    try (BufferedInputStream in = new BufferedInputStream(file.open())) {
      Content content = new Content(progress);
      if (startsAsJson(in)) {
        content.json(in);
      } else {
        content.csv(in);
      }
      return content.roster();
    } catch (IOException failed) {
      throw new Misconfigured(
          "%s cannot be read: %s".formatted(name, firstLine(String.valueOf(failed.getMessage()))));
    }
  }

  private static boolean startsAsJson(BufferedInputStream in) throws IOException {
    in.mark(1 << 12);
    int first;
    do {
      first = in.read();
    } while (Character.isWhitespace(first) || first == 0xEF || first == 0xBB || first == 0xBF);
    in.reset();
    return first == '{' || first == '[' || first == -1;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** The entries that were read so far. */
  private final class Content {

    private final IntConsumer progress;
    private final Roster.Entries entries = new Roster.Entries();
    private Optional<IdentityStoreId> named = store;
    private boolean whole = true;
    private boolean goesOn;
    private String call = "file ListUsers";

    Content(IntConsumer progress) {
      this.progress = progress;
    }

    Roster roster() {
      if (goesOn) {
        throw new Misconfigured(
            "%s ends with a NextToken: it is not the whole list. Print it without a limit of items."
                .formatted(name));
      }
      IdentityStoreId of =
          named.orElseThrow(() ->
              new Misconfigured(
                  "%s does not say of which identity store it is.".formatted(name),
                  Misconfigured.Setting.IDENTITY_STORE));
      return new Roster(of, listedAt, whole, proof(name), entries.all());
    }

    void json(InputStream in) throws IOException {
      try (JsonParser json = JSON.createParser(in)) {
        while (json.nextToken() != null) {
          element(json);
        }
      } catch (JsonProcessingException broken) {
        throw unreadable(
            broken.getLocation() == null ? 1 : broken.getLocation().getLineNr(), "is not JSON");
      }
    }

    /** A user, or a document with a list of them; an array is a list too. */
    private void element(JsonParser json) throws IOException {
      if (json.currentToken() == JsonToken.START_ARRAY) {
        users(json, false);
        return;
      }
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw unreadable(line(json), "is not a user");
      }
      long line = line(json);
      ObjectNode rest = JSON.createObjectNode();
      boolean list = false;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY && (field.equals("Users") || field.equals("Items"))) {
          list = true;
          users(json, field.equals("Items"));
        } else {
          rest.set(field, json.<JsonNode>readValueAsTree());
        }
      }
      if (list) {
        goesOn = rest.path("NextToken").isTextual() || rest.has("LastEvaluatedKey");
      } else if (rest.path("Item").isObject()) {
        predecessor(rest.path("Item"), line);
      } else {
        user(rest, line);
      }
    }

    private void users(JsonParser json, boolean predecessor) throws IOException {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        long line = line(json);
        JsonNode node = json.readValueAsTree();
        if (predecessor) {
          predecessor(node, line);
        } else {
          user(node, line);
        }
      }
    }

    private void user(JsonNode node, long line) {
      if (!node.isObject()) {
        throw unreadable(line, "is not a user");
      }
      new RosterRow(
              field -> RosterRow.ofJson(node, field), listedAt, line, this::unreadable, contacts)
          .addTo(this::add, this::names, this::proof);
    }

    private void predecessor(JsonNode item, long line) {
      whole = false;
      call = "file SSOUsersList";
      new RosterRow(
              field -> RosterRow.ofPredecessor(item, field),
              listedAt,
              line,
              this::unreadable,
              false)
          .addTo(this::add, this::names, this::proof);
    }

    void csv(InputStream in) {
      call = "file CSV";
      try (CsvReader<NamedCsvRecord> csv =
          CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(in, StandardCharsets.UTF_8)) {
        for (NamedCsvRecord row : csv) {
          columns(row);
          oneLine(row);
          new RosterRow(
                  field -> RosterRow.ofCsv(row, field),
                  listedAt,
                  row.getStartingLineNumber(),
                  this::unreadable,
                  contacts)
              .addTo(this::add, this::names, this::proof);
        }
      } catch (CsvParseException broken) {
        throw new Misconfigured(
            "%s is not CSV as it should be: %s"
                .formatted(
                    name, RosterRow.printable(firstLine(String.valueOf(broken.getMessage())))));
      } catch (IOException failed) {
        throw new Misconfigured("%s cannot be read: %s".formatted(name, failed.getMessage()));
      }
    }

    /** A quote that is not closed takes the users of the lines that follow into its field. */
    private void oneLine(NamedCsvRecord row) {
      if (row.getFields().stream().anyMatch(field -> field.indexOf('\n') >= 0)) {
        throw unreadable(row.getStartingLineNumber(), "has a quote that is not closed in the line");
      }
    }

    private void columns(NamedCsvRecord row) {
      if (entries.size() > 0) {
        return;
      }
      for (String column : row.getHeader()) {
        if (!COLUMNS.contains(column.strip().toLowerCase(Locale.ROOT))) {
          throw unreadable(1, "has a column that is not known: " + RosterRow.printable(column));
        }
      }
    }

    private void names(String text, long line) {
      IdentityStoreId said =
          IdentityStoreId.parse(text)
              .orElseThrow(() -> unreadable(line, "names no identity store such as d-1234567890"));
      if (named.filter(it -> !it.equals(said)).isPresent()) {
        throw unreadable(
            line, "is of identity store %s, and not of %s".formatted(said, named.orElse(said)));
      }
      named = Optional.of(said);
    }

    private void add(Roster.Entry entry) {
      entries.add(entry);
      if (entries.size() > MOST_USERS) {
        throw new Misconfigured("%s has more than %d users.".formatted(name, MOST_USERS));
      }
      if (entries.size() % PROGRESS == 0) {
        progress.accept(entries.size());
      }
    }

    private Proof proof(String what) {
      return new Proof(listedAt, what, call, Proof.Source.DIRECTORY);
    }

    private Proof proof(long line) {
      return proof("%s:%d".formatted(name, line));
    }

    private Misconfigured unreadable(long line, String why) {
      return new Misconfigured("%s: line %d %s.".formatted(name, line, why));
    }

    private static long line(JsonParser json) {
      return json.currentTokenLocation().getLineNr();
    }
  }
}
