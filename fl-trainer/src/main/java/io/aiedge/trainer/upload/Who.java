package io.aiedge.trainer.upload;

/**
 * Whose events these are.
 *
 * @param job the job
 * @param client the client
 */
public record Who(String job, String client) {
  /** As events name it. */
  public String source() {
    return client + "/fl-trainer";
  }

  /** Of its transactions: one writer for a client and job at a time. */
  public String transactions() {
    return "fl-trainer/%s/%s".formatted(client, job);
  }
}
