package io.aiedge.schemas.registry;

import java.util.List;

/** What came of publishing schemas. */
public sealed interface Publication {
  /**
   * The registry has them all.
   *
   * @param schemas how many
   */
  record Published(int schemas) implements Publication {}

  /**
   * The registry has those that it took; trying again changes nothing.
   *
   * @param refusals one for each schema it did not take
   */
  record Refused(List<Refusal> refusals) implements Publication {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * The registry did not answer, or not as a registry does; it may later.
   *
   * @param reason for people
   */
  record Unreachable(String reason) implements Publication {}
}
