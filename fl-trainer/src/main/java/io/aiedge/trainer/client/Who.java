package io.aiedge.trainer.client;

/**
 * Whose events these are.
 *
 * @param job the job
 * @param client the client
 */
record Who(String job, String client) {
  /** As events name it. */
  String source() {
    return client + "/fl-trainer";
  }

  /** Of its transactions: one writer for a client and job at a time. */
  String transactions() {
    return "fl-trainer/%s/%s".formatted(client, job);
  }
}
