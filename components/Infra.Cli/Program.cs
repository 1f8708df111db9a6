using Infra.Cli;
using Infra.Cli.Failures;
using Infra.Cli.Output;

// An exception on a thread that nobody awaits ends the process, and would print its trace.
AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
    Environment.Exit(new FailureReport(Screen.ForStdout(), Screen.ForStderr(), document: null).Print((Exception)thrown.ExceptionObject));
return await InfraCommand.RunAsync(args).ConfigureAwait(false);
