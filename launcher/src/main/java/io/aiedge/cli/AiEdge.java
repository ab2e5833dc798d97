package io.aiedge.cli;

import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command {@code aiedge}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "aiedge",
    description = "A fleet of edge clusters and federated learning on their data.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ClustersCommand.class,
      JobsCommand.class,
      ModelsCommand.class,
      SiteCommand.class,
      ServiceCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "AI Edge 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND")
public final class AiEdge {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private AiEdge() {}

  /** Runs a command and exits. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new AiEdge());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          Failure.print(failure, command.getErr());
          return FAILED;
        });
    commands.setParameterExceptionHandler(AiEdge::explain);
    return commands;
  }

  private static int explain(ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.printf(
        "aiedge: %s; see './%s --help'%n",
        wrong.getMessage(), wrong.getCommandLine().getCommandSpec().qualifiedName());
    err.flush();
    return WRONG_USAGE;
  }
}
