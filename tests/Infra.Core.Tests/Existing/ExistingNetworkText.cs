using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Existing;

/// <summary>A correct stack file of a project in an existing VPC.</summary>
internal static class ExistingNetworkText
{
    internal const string Good = """
        config:
          infra:project:
            name: demo
            cloud: aws
            account: "210987654321"
            region: eu-west-1
            deployment: standard
            cidr: 10.77.0.0/16
            zones: 3
            managementSources: [10.77.200.0/28]
            network:
              id: vpc-0aaaaaaaaaaaaaaaa
              subnets:
                eu-west-1a: { id: subnet-0aaaaaaaaaaaaaaa1, cidr: 10.77.16.0/24 }
                eu-west-1b: { id: subnet-0aaaaaaaaaaaaaaa2, cidr: 10.77.17.0/24 }
                eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3, cidr: 10.77.18.0/28 }
            services:
              orders-db:
                type: postgresql
                plan: business-8
                nodes: 3
                allowedSources: [10.77.100.0/24]
                volumes: { data: 1 }

        """;

    /// <summary>The good text with one part replaced, which must occur exactly once.</summary>
    internal static string With(string find, string replace) => StackText.Replace(Good, find, replace);

    /// <summary>On another cloud, whose zones and subnets have other names.</summary>
    internal static string On(string cloud, string region, string networkId, Func<int, string> zone, Func<int, string> subnet)
    {
        var text = With(
            "cloud: aws\n    account: \"210987654321\"\n    region: eu-west-1",
            $"cloud: {cloud}\n    {StackText.Account(cloud)}\n    region: {region}"
        );
        text = StackText.Replace(text, "id: vpc-0aaaaaaaaaaaaaaaa", networkId);
        for (var number = 1; number <= 3; number++)
        {
            text = StackText.Replace(
                text,
                $"eu-west-1{"abc"[number - 1]}: {{ id: subnet-0aaaaaaaaaaaaaaa{number}",
                $"{zone(number)}: {{ {subnet(number)}"
            );
        }

        return text;
    }
}
