package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** JSON for reading: what fits on a line stays on one, and so does a value with its caption. */
final class Pretty {

  private static final Pattern KIND = Pattern.compile("(?:_(?:id|uid|name|dt|alt))?\": $");

  private Pretty() {}

  static List<String> lines(JsonNode node, int width) {
    List<String> lines = new ArrayList<>();
    add(lines, "", "", node, "", width);
    return lines;
  }

  private static void add(
      List<String> lines, String indent, String name, JsonNode node, String comma, int width) {
    String flat = indent + name + flat(node) + comma;
    if (node.isEmpty() || flat.length() <= width) {
      lines.add(flat);
      return;
    }
    lines.add(indent + name + (node.isObject() ? "{" : "["));
    List<String> names = new ArrayList<>();
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(field -> names.add("\"" + field + "\": "));
    }
    int index = 0;
    String pair = "";
    for (JsonNode child : node) {
      String more = index < node.size() - 1 ? "," : "";
      String label = node.isObject() ? names.get(index) : "";
      String beside = lines.getLast() + " " + label + flat(child) + more;
      if (stem(label).equals(pair) && child.isValueNode() && beside.length() <= width) {
        lines.set(lines.size() - 1, beside);
      } else {
        add(lines, indent + "  ", label, child, more, width);
      }
      pair = child.isValueNode() && node.isObject() ? stem(label) : "";
      index++;
    }
    lines.add(indent + (node.isObject() ? "}" : "]") + comma);
  }

  /** What a value and its caption, or a time and its text, have in common; never empty. */
  private static String stem(String label) {
    return "." + KIND.matcher(label).replaceFirst("");
  }

  private static String flat(JsonNode node) {
    if (node.isObject()) {
      return "{ "
          + String.join(
              ", ",
              node.properties().stream()
                  .map(field -> "\"" + field.getKey() + "\": " + flat(field.getValue()))
                  .toList())
          + " }";
    }
    if (node.isArray()) {
      return "["
          + String.join(
              ", ", StreamSupport.stream(node.spliterator(), false).map(Pretty::flat).toList())
          + "]";
    }
    return node.toString();
  }
}
