package io.aiedge.trainer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.event.fl.ClientHeartbeat;
import io.aiedge.event.fl.ClientReady;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.event.fl.VersionEvaluated;
import io.aiedge.trainer.kafka.FakeSite;
import io.aiedge.trainer.kafka.Log;
import io.aiedge.trainer.order.Jobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class VirtualClientsTest {
  private static final List<ModelChunk> VERSION = Jobs.chunks(0, 0, 1, 2, 3, 4, 5);
  private static final byte[] SHA = Jobs.sha256(VERSION);

  @TempDir Path folder;

  private final FakeSite site = new FakeSite();
  private final ArrayLearner north = new ArrayLearner(5, 0.5f);
  private final ArrayLearner south = new ArrayLearner(5, 0.25f);
  private boolean closed;

  @BeforeEach
  void publishVersion() {
    site.models.holds(
        VERSION.stream()
            .map(chunk -> Log.Entry.of(Jobs.JOB + "/0/" + chunk.getChunk(), chunk))
            .toList());
  }

  @Test
  void everyOneThatIsAskedEvaluatesAndSendsAnUpdateOfItsOwn() throws Exception {
    takePart(List.of("north", "south"));

    assertThat(site.said(ClientReady.class))
        .extracting(ClientReady::getClient)
        .containsExactly("north", "south");
    assertThat(site.said(ClientHeartbeat.class))
        .extracting(ClientHeartbeat::getClient)
        .contains("north", "south");
    assertThat(site.said(VersionEvaluated.class))
        .extracting(VersionEvaluated::getClient)
        .containsExactly("north", "south");
    assertThat(site.committed.commitCount()).isEqualTo(2);
    assertThat(site.committed(UpdateManifest.class))
        .extracting(UpdateManifest::getClient)
        .containsExactly("north", "south");
    assertThat(site.committed(UpdateChunk.class))
        .filteredOn(chunk -> chunk.getChunk() == 0)
        .extracting(chunk -> chunk.getPayload().getFloat(0))
        .doesNotHaveDuplicates();
    assertThat(closed).isTrue();
  }

  @Test
  void whoIsNotAskedDoesNothing() throws Exception {
    takePart(List.of("south"));

    assertThat(site.committed(UpdateManifest.class))
        .extracting(UpdateManifest::getClient)
        .containsExactly("south");
    assertThat(north.timesTrained).isZero();
  }

  @Test
  void aModelThatCannotBeTrainedEndsThemAll() {
    site.rounds.holds(List.of(Log.Entry.of(Jobs.JOB, Jobs.opened())));
    VirtualClients clients =
        new VirtualClients(
            site,
            Jobs.JOB,
            folder,
            new Crew() {
              @Override
              public SortedMap<String, Learner> learners(JobOpened opened) {
                throw new IllegalArgumentException("there are no rows to train on");
              }
            });

    assertThatThrownBy(clients::run).hasMessage("there are no rows to train on");
    assertThat(site.said(ClientReady.class)).isEmpty();
  }

  /** Asks some, and closes the job once they have answered. */
  private void takePart(List<String> asked) throws Exception {
    site.rounds.holds(List.of(Log.Entry.of(Jobs.JOB, Jobs.opened())));
    RoundAnnounced round =
        RoundAnnounced.newBuilder(Jobs.round(1, 0, SHA)).setParticipants(asked).build();
    site.rounds.later(Log.Entry.of(Jobs.JOB, round));
    CompletableFuture<Void> taking = CompletableFuture.runAsync(() -> run(clients()));
    Awaitility.await().until(() -> site.committed.commitCount() == asked.size());
    site.rounds.later(Log.Entry.of(Jobs.JOB, Jobs.closed()));
    taking.get(10, TimeUnit.SECONDS);
  }

  private static void run(VirtualClients clients) {
    try {
      clients.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private VirtualClients clients() {
    return new VirtualClients(
        site,
        Jobs.JOB,
        folder,
        new Crew() {
          @Override
          public SortedMap<String, Learner> learners(JobOpened opened) {
            return new TreeMap<>(Map.of("north", north, "south", south));
          }
        });
  }

  private abstract class Crew implements VirtualClients.Crew {
    @Override
    public void close() {
      closed = true;
    }
  }
}
