using Infra.Cli;

return await InfraCommand.RunAsync(args).ConfigureAwait(false);
