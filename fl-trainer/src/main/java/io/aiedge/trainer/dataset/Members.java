package io.aiedge.trainer.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of one JSON object of a declaration, taken one by one. What is wrong is said with the
 * member's name; members nobody took are refused at the end, so that a misspelt one is noticed.
 */
final class Members {
  private final DataFile file;
  private final String prefix;
  private final JsonNode object;
  private final Set<String> known = new TreeSet<>();

  private Members(DataFile file, String prefix, JsonNode object) {
    this.file = file;
    this.prefix = prefix;
    this.object = object;
  }

  static Members of(DataFile file, JsonNode root) throws MalformedData {
    if (!root.isObject()) {
      throw MalformedData.in(file, "is not a JSON object");
    }
    return new Members(file, "", root);
  }

  private Optional<JsonNode> member(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  /** A member that is itself an object. */
  Optional<Members> object(String name) throws MalformedData {
    Optional<JsonNode> member = member(name);
    if (member.isPresent() && !member.get().isObject()) {
      throw wrong(name, "give an object");
    }
    return member.map(node -> new Members(file, prefix + name + ".", node));
  }

  Optional<String> text(String name) throws MalformedData {
    Optional<JsonNode> member = member(name);
    if (member.isPresent() && !member.get().isTextual()) {
      throw wrong(name, "give a text");
    }
    return member.map(JsonNode::textValue);
  }

  /** A text or a list of texts. */
  List<String> texts(String name) throws MalformedData {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (!item.isTextual()) {
        throw wrong(name, "give a text or a list of texts");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  boolean flag(String name, boolean fallback) throws MalformedData {
    Optional<JsonNode> member = member(name);
    if (member.isPresent() && !member.get().isBoolean()) {
      throw wrong(name, "give true or false");
    }
    return member.map(JsonNode::booleanValue).orElse(fallback);
  }

  Optional<Double> number(String name) throws MalformedData {
    Optional<JsonNode> member = member(name);
    if (member.isPresent() && !member.get().isNumber()) {
      throw wrong(name, "give a number");
    }
    return member.map(JsonNode::doubleValue);
  }

  /** A number or a list of numbers; empty where there is no such member. */
  float[] numbers(String name) throws MalformedData {
    List<JsonNode> items = items(name);
    float[] numbers = new float[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!items.get(i).isNumber()) {
        throw wrong(name, "give a number or a list of numbers");
      }
      numbers[i] = items.get(i).floatValue();
    }
    return numbers;
  }

  /** A whole number or a list of them; empty where there is no such member. */
  List<Long> wholeNumbers(String name) throws MalformedData {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (!item.isIntegralNumber() || !item.canConvertToLong()) {
        throw wrong(name, "give a whole number or a list of them");
      }
      numbers.add(item.longValue());
    }
    return numbers;
  }

  /** Columns, each by name or number; empty where there is no such member. */
  List<Column> columns(String name) throws MalformedData {
    List<Column> columns = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (item.isTextual()) {
        columns.add(new Column.Named(item.textValue()));
      } else if (item.isInt()) {
        columns.add(new Column.Numbered(item.intValue()));
      } else {
        throw wrong(name, "give columns by name or by number");
      }
    }
    return columns;
  }

  /** Whether the member is a list of texts or one text. */
  boolean isText(String name) {
    return member(name).map(node -> node.isArray() ? node.path(0) : node).stream()
        .anyMatch(JsonNode::isTextual);
  }

  private List<JsonNode> items(String name) {
    Optional<JsonNode> member = member(name);
    if (member.isEmpty()) {
      return List.of();
    }
    List<JsonNode> items = new ArrayList<>();
    if (member.get().isArray()) {
      member.get().forEach(items::add);
    } else {
      items.add(member.get());
    }
    return items;
  }

  /** Refuses members that were not asked for. */
  void refuseOthers() throws MalformedData {
    List<String> others = new ArrayList<>();
    object.fieldNames().forEachRemaining(others::add);
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw MalformedData.in(
          file, "\"%s%s\" is not known; known are %s", prefix, others.get(0), known);
    }
  }

  /** Says that a member is wrong. */
  MalformedData wrong(String name, String remedy) {
    return MalformedData.in(file, "\"%s%s\" is wrong: %s", prefix, name, remedy);
  }
}
