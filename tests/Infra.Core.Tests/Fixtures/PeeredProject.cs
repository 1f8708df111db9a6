using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Fixtures;

/// <summary>The good stack file on a cloud, with peerings.</summary>
internal static class PeeredProject
{
    internal const string Partner = """partner: { account: "012345678901", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16] }""";

    /// <summary>One service that allows the partner's network and others around it.</summary>
    /// <param name="peerings">As in the file, without the first line's indentation.</param>
    internal static string Text(string peerings = Partner, string access = "allowedSources: [10.0.0.0/10]", string cloud = "aws") =>
        StackText.Replace(WithoutPeerings(access, cloud), "    services:", $"    peerings:\n      {peerings}\n    services:");

    /// <summary>The same without any peering, with the same access.</summary>
    internal static string WithoutPeerings(string access, string cloud = "aws") =>
        StackText.Replace(StackText.On(cloud, Region(cloud)), "allowedSources: [10.7.0.0/16]", access);

    private static string Region(string cloud) =>
        cloud switch
        {
            "azure" => "westeurope",
            "gcp" => "europe-west1",
            _ => "eu-west-1",
        };
}
