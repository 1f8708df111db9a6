namespace Infra.Components.Aws;

/// <summary>Where flow logs go, and how long they are kept.</summary>
/// <param name="LogGroup">Name of the log group to create, such as <c>/infra/prod/acme/flow-logs</c>.</param>
/// <param name="RetentionDays">One of the retention periods CloudWatch accepts, in days.</param>
public sealed record FlowLogSettings(string LogGroup, int RetentionDays);
