package io.aiedge.trainer.client;

/** What a client is doing, for its heartbeats. Safe for use by several threads. */
final class Activity {
  private volatile State state = new State(0, 0);

  /**
   * A moment.
   *
   * @param round the round under way; 0 for none
   * @param steps steps done in it
   */
  record State(int round, long steps) {}

  State now() {
    return state;
  }

  void begin(int round) {
    state = new State(round, 0);
  }

  /** For the thread that trains only. */
  void stepped() {
    State before = state;
    state = new State(before.round(), before.steps() + 1);
  }

  void rest() {
    state = new State(0, 0);
  }
}
