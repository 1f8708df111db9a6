using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Schema;
using Infra.Core.Spec.Text;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Clouds.Aws;

/// <summary>A VPC of another account.</summary>
internal sealed class AwsPeeringForm : PeeringForm
{
    internal override ImmutableArray<string> Keys { get; } = ["account", "vpc", "region", PeeringKeys.AssumeRole];

    internal override ImmutableArray<string> Required { get; } = ["account", "vpc"];

    internal override OtherSide? Read(MapReader keys, PeeringMode mode, string? region, DiagnosticBag bag) =>
        new AwsSideReader(region, bag).Read(keys, mode);

    internal override bool IsSame(OtherSide left, OtherSide right) =>
        left is OtherSide.Aws one && right is OtherSide.Aws other && one.Vpc == other.Vpc;

    internal override JsonObject Schema(string key) =>
        key switch
        {
            "account" => ProjectSchema.AccountNumber("The other side's account."),
            "vpc" => AnyText("The other side's VPC: vpc-0123456789abcdef0."),
            "region" => AnyText("The other side's region; defaults to the project's."),
            PeeringKeys.AssumeRole => AnyText("With 'mode: both-sides': the role that creates the other half."),
            _ => throw PeeringKeys.NotInSchema(key),
        };
}
