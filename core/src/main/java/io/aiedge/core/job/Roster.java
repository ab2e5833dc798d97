package io.aiedge.core.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The clients of a job, as the coordinator keeps them. */
public interface Roster {
  /** All, in the order of their names. */
  List<ClientState> all();

  /** One; {@link ClientState#unknown} where it has not been heard of. */
  ClientState find(String client);

  /** Those that can be invited. */
  default List<ClientState> available(JobTerms terms, Instant now) {
    return all().stream().filter(client -> client.isAvailable(now, terms.clientTimeout())).toList();
  }

  /** The same with some clients changed. */
  default Roster with(List<ClientState> changed) {
    Map<String, ClientState> over =
        changed.stream()
            .collect(Collectors.toMap(ClientState::client, Function.identity(), (a, b) -> b));
    Roster under = this;
    return new Roster() {
      @Override
      public List<ClientState> all() {
        Map<String, ClientState> merged = new TreeMap<>(over);
        under.all().forEach(client -> merged.putIfAbsent(client.client(), client));
        return List.copyOf(merged.values());
      }

      @Override
      public ClientState find(String client) {
        ClientState found = over.get(client);
        return found != null ? found : under.find(client);
      }
    };
  }
}
