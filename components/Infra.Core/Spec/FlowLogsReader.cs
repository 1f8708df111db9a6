using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>flowLogs</c>: whether the network's connections are logged, and for how long.</summary>
internal sealed class FlowLogsReader(CloudKind? cloud, DeploymentModel? deployment, DiagnosticBag bag)
{
    internal const string Key = "flowLogs";

    internal const string Retention = "retentionDays";
    private const int DefaultDays = 90;
    private const int DefaultDaysEce = 365;

    // The retention periods that CloudWatch Logs accepts.
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    internal static readonly ImmutableArray<int> Choices =
    [
        1,
        3,
        5,
        7,
        14,
        30,
        60,
        90,
        120,
        150,
        180,
        365,
        400,
        545,
        731,
        1096,
        1827,
        2192,
        2557,
        2922,
        3288,
        3653,
    ];

    /// <summary>
    /// Days, or null for no logs. Each record costs money, so a standard project has none unless it asks; an enhanced compliance project
    /// always has them.
    /// </summary>
    internal int? Read(TextNode? node)
    {
        var ece = deployment == DeploymentModel.Ece;
        if (node is null)
        {
            return ece && cloud is { } its && ProjectKeys.Takes(its, Key) ? DefaultDaysEce : null;
        }

        if (cloud is { } known && !ProjectKeys.Takes(known, Key))
        {
            bag.Add(NotOnThisCloud.Key(node.Owner, Key, "Flow logs are", known));
            return null;
        }

        if (MapReader.Open(node, "the flow logs", bag, Retention) is not { } map)
        {
            return null;
        }

        var days = map.Optional(Retention);
        var chosen = ValueReader.Integer(days, "the retention", "days", Choices[0], Choices[^1], bag);
        if (chosen is { } number && !Choices.Contains(number))
        {
            bag.Error(
                DiagnosticCodes.RetentionNotOffered,
                days!.Where,
                $"CloudWatch does not offer a retention of {number} days.",
                $"Choose one of: {Shown.List(Choices.Select(choice => $"{choice}"))}."
            );
        }

        return chosen ?? (ece ? DefaultDaysEce : DefaultDays);
    }
}
