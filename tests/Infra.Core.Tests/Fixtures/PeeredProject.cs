using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Fixtures;

/// <summary>The good stack file on a cloud, with peerings.</summary>
internal static class PeeredProject
{
    internal const string Partner = """partner: { account: "012345678901", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16] }""";

    /// <summary>One service that lets in half of the partner's network and a network beside it.</summary>
    internal static string Text(string peerings = Partner, string access = "allowedSources: [10.0.0.0/8]") => StackText.Replace(
        StackText.With("cloud: local\n    region: local", "cloud: aws\n    region: eu-west-1"),
        "    services:",
        $"    peerings:\n      {peerings}\n    services:").Replace("allowedSources: [10.7.0.0/16]", access, StringComparison.Ordinal);

    /// <summary>The same without any peering, and open in the same way.</summary>
    internal static string WithoutPeerings(string access) => StackText.Replace(
        StackText.With("cloud: local\n    region: local", "cloud: aws\n    region: eu-west-1"),
        "allowedSources: [10.7.0.0/16]",
        access);
}
