package io.aiedge.cli;

import io.aiedge.core.release.Release;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
    versionProvider = AiEdge.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = "%nBenchmarks have a command of their own: see './aiedge bench --help'.")
public final class AiEdge {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private AiEdge() {}

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"AI Edge " + Release.VERSION};
    }
  }

  /** Runs a command and exits. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new AiEdge());
    letHelp(commands);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          Failure.print(failure, command.getErr());
          return FAILED;
        });
    commands.setParameterExceptionHandler(AiEdge::explain);
    return commands;
  }

  /** Only the whole has a version, so only {@code --help} goes to every command. */
  private static void letHelp(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.findOption("--help") == null) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Show this help message and exit.")
              .build());
    }
    command.getSubcommands().values().forEach(AiEdge::letHelp);
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
