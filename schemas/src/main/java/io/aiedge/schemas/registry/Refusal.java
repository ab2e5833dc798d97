package io.aiedge.schemas.registry;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A schema that the registry did not take.
 *
 * @param schema its full name
 * @param title what the registry says of it as a whole
 * @param violations what is wrong; none where the registry names nothing
 */
public record Refusal(String schema, String title, List<Violation> violations) {
  public Refusal {
    violations = List.copyOf(violations);
  }

  /**
   * One thing that is wrong.
   *
   * @param field the field at that place, with the fields around it, such as {@code
   *     spec.model.kind}; where the refused schema and the registered one have different fields
   *     there, both; empty where there is none
   * @param pointer the place as the registry says it, a JSON pointer into one of the two
   * @param cause what the registry says is wrong
   */
  public record Violation(String field, String pointer, String cause) {
    @Override
    public String toString() {
      return field.isEmpty()
          ? "%s: %s".formatted(pointer, cause)
          : "field %s (%s): %s".formatted(field, pointer, cause);
    }
  }

  /** For people: what is wrong, and what to do. */
  public String message() {
    String wrong =
        violations.isEmpty()
            ? title
            : violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
    return ("the registry refuses the schema %s: %s. Events must stay readable both ways: give new"
            + " fields a default, and keep the types and names of those that are there")
        .formatted(schema, wrong);
  }
}
