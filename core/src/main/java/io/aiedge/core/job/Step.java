package io.aiedge.core.job;

import java.util.ArrayList;
import java.util.List;

/**
 * What to do on an event.
 *
 * @param job the job as it stands now
 * @param clients clients that changed
 * @param effects what to bring about, in this order
 */
public record Step(JobState job, List<ClientState> clients, List<Effect> effects) {
  static Step of(JobState job, Effect... effects) {
    return new Step(job, List.of(), List.of(effects));
  }

  static Step of(JobState job, ClientState client, Effect... effects) {
    return new Step(job, List.of(client), List.of(effects));
  }

  /** This, and then {@code next}, which was decided knowing this. */
  Step then(Step next) {
    List<ClientState> both = new ArrayList<>(clients);
    both.addAll(next.clients);
    List<Effect> all = new ArrayList<>(effects);
    all.addAll(next.effects);
    return new Step(next.job, both, all);
  }
}
