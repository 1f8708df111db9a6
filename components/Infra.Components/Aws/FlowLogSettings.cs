namespace Infra.Components.Aws;

/// <summary>Where flows are logged, and for how long.</summary>
/// <param name="LogGroup">Name of the log group that is made for them: <c>/infra/prod/acme/flow-logs</c>.</param>
/// <param name="RetentionDays">One of the numbers of days that CloudWatch takes.</param>
public sealed record FlowLogSettings(string LogGroup, int RetentionDays);
