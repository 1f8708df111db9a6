using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Dns;
using Infra.Core.Tests.Existing;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec.Peerings;

namespace Infra.Core.Tests.Spec;

/// <summary>
/// The same as <see cref="RemedyTests"/> for sections with their own file of mistakes: peerings, DNS, existing networks, tags, operators'
/// keys and the image. Each of their codes has a remedy that is followed here and leads to a plan.
/// </summary>
public sealed class SectionRemedyTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDP3aIj0P3dQ5n7uYJ6t0U0g8F6n5pQ2r1vXo0bq9Kzw";
    private const string Partner = "account: \"111122223333\", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16]";
    private const int MostSteps = 3;

    /// <summary>Code, the whole wrong text, the remedy, part of the text and its replacement by the remedy.</summary>
    public static TheoryData<string, string, string, string, string> Chosen { get; } =
        new()
        {
            // Peerings.
            { "INF0801", Peered($"{Partner}, provider: azure"), "Name a network on aws", "provider: azure", "provider: aws" },
            {
                "INF0801",
                Peered($"{Partner}, tenant: 11111111-2222-4333-8444-555555555555"),
                "Name a network on aws",
                ", tenant: 11111111-2222-4333-8444-555555555555",
                ""
            },
            { "INF0801", Peered($"{Partner}, region: cn-north-1"), "the project's own partition", "cn-north-1", "eu-central-1" },
            { "INF0801", Local($"    peerings: {{ a: {{ {Partner} }} }}\n"), "", $"    peerings: {{ a: {{ {Partner} }} }}\n", "" },
            {
                "INF0802",
                Peered($"{Partner}, mode: both-sides, assumeRole: \"arn:aws:iam::999988887777:role/infra-peering\""),
                "Use a role of account 111122223333",
                "999988887777",
                "111122223333"
            },
            { "INF0202", Peered($"{Partner}, mode: both"), "both-sides", "mode: both", "mode: both-sides" },
            { "INF0101", Peered($"{Partner}, assumeRole: x"), "Remove it", ", assumeRole: x", "" },
            {
                "INF0101",
                Peered($"{Partner}, assumeRole: \"arn:aws:iam::111122223333:role/infra-peering\""),
                "or write 'mode: both-sides'",
                "assumeRole:",
                "mode: both-sides, assumeRole:"
            },
            {
                "INF0803",
                Peered(Partner.Replace("10.7.0.0/16", "203.0.113.0/24", StringComparison.Ordinal)),
                "inside 10.0.0.0/8",
                "203.0.113.0/24",
                "10.7.0.0/16"
            },
            {
                "INF0803",
                Peered(Partner.Replace("10.7.0.0/16", "\"fd00::/48\"", StringComparison.Ordinal)),
                "172.16.0.0/12",
                "\"fd00::/48\"",
                "172.16.7.0/24"
            },
            {
                "INF0804",
                Peered(Partner.Replace("10.7.0.0/16", "10.0.0.0/8", StringComparison.Ordinal)),
                "list only the part in use",
                "10.0.0.0/8]",
                "10.7.0.0/16]"
            },
            {
                "INF0804",
                PeeredProject.Text(
                    $"partner: {{ {Partner} }}\n      other: {{ {Partner.Replace("cdef0", "cdef1", StringComparison.Ordinal)} }}"
                ),
                "list only the part in use",
                "vpc: vpc-0123456789abcdef1, cidrs: [10.7.0.0/16]",
                "vpc: vpc-0123456789abcdef1, cidrs: [10.9.0.0/16]"
            },
            {
                "INF0805",
                PeeredProject.Text(
                    $"partner: {{ {Partner} }}\n      other: {{ {Partner.Replace("10.7.", "10.8.", StringComparison.Ordinal)} }}"
                ),
                "list all of its CIDRs in one",
                $"[10.7.0.0/16] }}\n      other: {{ {Partner.Replace("10.7.", "10.8.", StringComparison.Ordinal)} }}",
                "[10.7.0.0/16, 10.8.0.0/16] }"
            },
            {
                "INF0806",
                Peered(Partner, "    quotas: { networkPeerings: 1 }\n", second: true),
                "networkPeerings: 2",
                "networkPeerings: 1",
                "networkPeerings: 2"
            },
            {
                "INF0807",
                Peered(Partner, "    quotas: { routeTableRoutes: 2 }\n"),
                "routeTableRoutes: ",
                "routeTableRoutes: 2",
                "routeTableRoutes: 4"
            },
            {
                "INF0808",
                PeeredProject.Text(access: "allowedSources: [10.8.0.0/16]"),
                "allowedSources",
                "allowedSources: [10.8.0.0/16]",
                "allowedSources: [10.8.0.0/16, 10.7.0.0/16]"
            },
            {
                "INF0809",
                PeeredProject.Text(access: "allowedSources: [10.7.0.0/16, 20.3.113.0/24]"),
                "publicAccess: true",
                "allowedSources: [10.7",
                "publicAccess: true\n        allowedSources: [10.7"
            },
            {
                "INF0810",
                PeeredProject.Text($"{PeeredProject.Partner}\n    egress: {{ mirror: {{ to: [10.7.3.0/24], ports: [443] }} }}"),
                "",
                "\n    egress: { mirror: { to: [10.7.3.0/24], ports: [443] } }",
                ""
            },
            // DNS.
            { "INF0102", Local("    dns: { zone: example.com, ttl: 5m }\n"), "only decimal digits", "5m", "300" },
            { "INF0101", Local("    dns: { zone: example.com, hostedZoneId: Z1 }\n"), "Known here: ttl, zone", ", hostedZoneId: Z1", "" },
            { "INF0102", Local("    dns: example.com\n"), "'key: value'", "dns: example.com", "dns:\n      zone: example.com" },
            {
                "INF0903",
                Local("    dns: { zone: example.com }\n")
                    .Replace(
                        "      orders-db:\n",
                        "      replica-orders-db: { type: postgresql, plan: startup-4, volumes: { data: 1 } }\n      orders-db:\n",
                        StringComparison.Ordinal
                    ),
                "Choose a name that does not start with 'replica-'",
                "      replica-orders-db:",
                "      orders-copy:"
            },
            {
                "INF0904",
                On("azure", "    dns: { zone: example.com, resourceGroup: dns }\n")
                    .Replace("type: postgresql", "type: opensearch", StringComparison.Ordinal)
                    .Replace("nodes: 3", "nodes: 21", StringComparison.Ordinal),
                "Use 20 nodes or fewer",
                "nodes: 21",
                "nodes: 20"
            },
            // Existing networks.
            {
                "INF0101",
                Network("      id: vpc", "      name: shared\n      id: vpc"),
                "Known here: id, subnets",
                "      name: shared\n",
                ""
            },
            { "INF0303", Network("cidr: 10.77.18.0/28", "cidr: fd00::/64"), "the subnet's IPv4 network", "fd00::/64", "10.77.18.0/28" },
            {
                "INF1002",
                Network("cidr: 10.77.0.0/16", "cidr: 10.76.0.0/16"),
                "the range of the existing network",
                "cidr: 10.76.0.0/16",
                "cidr: 10.77.0.0/16"
            },
            {
                "INF0305",
                Network("cidr: 10.77.0.0/16", "cidr: 10.76.0.0/15"),
                "/16 to /28, that the subnets",
                "10.76.0.0/15",
                "10.77.0.0/16"
            },
            {
                "INF1003",
                Network("cidr: 10.77.18.0/28", "cidr: 10.77.16.32/28"),
                "Write each subnet's actual network",
                "10.77.16.32/28",
                "10.77.18.0/28"
            },
            { "INF1004", Network("cidr: 10.77.18.0/28", "cidr: 10.77.18.0/29"), "Name another subnet", "10.77.18.0/29", "10.77.19.0/24" },
            {
                "INF1005",
                Network("aaaaaaa3", "aaaaaaa1"),
                "its own subnet",
                "eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa1",
                "eu-west-1c: { id: subnet-0aaaaaaaaaaaaaaa3"
            },
            { "INF0209", Network("eu-west-1c", "eu-west-2c"), "e.g. 'eu-west-1a'", "eu-west-2c", "eu-west-1c" },
            {
                "INF1006",
                Network("zones: 3", "zones: [eu-west-1a, eu-west-1b, eu-west-1d]"),
                "Give each zone a subnet",
                "eu-west-1c: { id",
                "eu-west-1d: { id"
            },
            {
                "INF1007",
                Network("    services:\n", "    networkAcls: true\n    services:\n"),
                "Remove the key",
                "    networkAcls: true\n",
                ""
            },
            { "INF1007", Network("    services:\n", "    nat: one\n    services:\n"), "Remove the key 'nat'", "    nat: one\n", "" },
            {
                "INF1007",
                Network(
                    "    services:\n",
                    $"    peerings: {{ apps: {{ {Partner.Replace("10.7.", "10.9.", StringComparison.Ordinal)} }} }}\n    services:\n"
                ),
                "Have its owner peer it",
                $"    peerings: {{ apps: {{ {Partner.Replace("10.7.", "10.9.", StringComparison.Ordinal)} }} }}\n",
                ""
            },
            // Tags.
            { "INF1121", Tagged("aws", "{ \"cost#center\": x }"), "letters, digits, spaces and _.:/=+-@", "cost#center", "cost_center" },
            { "INF1121", Tagged("aws", "{ owner: \"a;b\" }"), "letters, digits, spaces and _.:/=+-@", "a;b", "a b" },
            { "INF1121", Tagged("azure", "{ \"cost/center\": x }"), "printable ASCII", "cost/center", "cost center" },
            { "INF1121", Tagged("gcp", "{ costCenter: x }"), "lower-case letters", "costCenter", "cost-center" },
            { "INF1121", Tagged("gcp", "{ owner: \"data team\" }"), "lower-case letters", "data team", "data-team" },
            { "INF1122", Tagged("aws", "{ Name: mine }"), "Choose another key", "Name: mine", "Owner: mine" },
            { "INF1122", Tagged("azure", "{ owner: x, Owner: y }"), "Keep one of the two", ", Owner: y", "" },
            { "INF1122", Tagged("gcp", "{ goog-x: x }"), "Choose another key", "goog-x", "team" },
            {
                "INF1123",
                Tagged("aws", $"{{ {string.Join(", ", Enumerable.Range(0, 45).Select(i => $"k{i}: v"))} }}"),
                "Keep 44 at most",
                ", k44: v",
                ""
            },
            // Operators' keys, and the image.
            { "INF1301", Setting("operatorPublicKey: not a key"), "Use the single line of a `.pub` file", "not a key", Key },
            { "INF1301", Setting($"operatorPublicKeys: {Key}"), "Write a list", Key, $"[\"{Key}\"]" },
            { "INF1301", Setting($"operatorPublicKey: [{Key}]"), "Write one key", $"[{Key}]", Key },
            {
                "INF1301",
                Setting($"operatorPublicKey: [{Key}]"),
                "or a list under 'infra:operatorPublicKeys'",
                "operatorPublicKey:",
                "operatorPublicKeys:"
            },
            { "INF1301", Setting("operatorPublicKeys: [[a]]"), "Write it as text, in quotes", "[a]", $"\"{Key}\"" },
            { "INF1302", Setting("operatorPublicKeys: []"), "List the keys to keep", "[]", $"[{Key}]" },
            {
                "INF1302",
                Setting("operatorPublicKeys: []"),
                "or remove 'infra:operatorPublicKeys'",
                "  infra:operatorPublicKeys: []\n",
                ""
            },
            { "INF1303", Setting("imageId: [a]"), "Write it as text, in quotes", "[a]", "\"a\"" },
            { "INF1303", On("aws", "") + "  infra:imageId: ../../x\n", "Correct it", "../../x", "ami-0123456789abcdef0" },
            {
                "INF1304",
                On("aws", "") + "  infra:operatorPrivateKey: x\n",
                "pulumi config set --secret",
                "PrivateKey: x",
                "PrivateKey: { secure: v1:x }"
            },
            { "INF1303", On("aws", "") + "  infra:imageId: ../../x\n", "or remove it", "  infra:imageId: ../../x\n", "" },
        };

    public static TheoryData<string> Texts =>
        [
            .. DnsDiagnosticTests.Texts,
            .. PeeringDiagnosticTests.Texts,
            .. ExistingNetworkDiagnosticTests.Texts,
            .. TagsTests.Texts,
            .. OperatorKeyTests.Texts,
        ];

    /// <summary>One step after the other, if the first leads to a finding it could not know about.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Remedy_ThatSaysWhatToWrite_LeadsToAPlan(string text)
    {
        var first = Errors(text)[0];
        var (at, followed) = (text, false);
        for (var step = 0; step < MostSteps && Errors(at) is [var error, ..]; step++)
        {
            if (RemedyFollower.Follow(at, error) is not { } next)
            {
                break;
            }

            Assert.True(next != at, $"{error}\nchanges nothing in\n{at}");
            (at, followed) = (next, true);
        }

        Assert.True(!followed || Errors(at).IsEmpty, $"{first}\nled to\n{string.Join('\n', Errors(at))}\nin\n{at}");
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Remedy_ThatLeavesAChoice_LeadsToAPlan(string code, string text, string says, string wrong, string right)
    {
        var found = StackText.Compile(text).Diagnostics.Where(one => one.Code == code).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.True(one.Where is { Line: > 0, Column: > 0 } && one.Remedy.Length > 0, one.ToString()));
        Assert.Contains(found, one => one.Remedy.Contains(says, StringComparison.Ordinal));

        var left = StackText.Compile(StackText.Replace(text, wrong, right)).Diagnostics;
        Assert.DoesNotContain(left, one => one.Severity == Severity.Error || one.Code == code);
    }

    [Fact]
    public void Codes_OfTheseSections_AreAllFollowed()
    {
        var chosen = Chosen.Cast<object?[]>().Select(row => (string)row[0]!);
        var mechanical = Texts
            .Cast<object?[]>()
            .Select(row => (string)row[0]!)
            .Select(text => (Text: text, Error: Errors(text)[0]))
            .Where(one => RemedyFollower.Follow(one.Text, one.Error) is not null)
            .Select(one => one.Error.Code);
        var codes = new[]
        {
            ("INF0801", "INF0899"),
            ("INF0901", "INF0999"),
            ("INF1001", "INF1099"),
            ("INF1121", "INF1129"),
            ("INF1301", "INF1399"),
        };
        Assert.Empty(codes.SelectMany(range => AllCodes.From(range.Item1, range.Item2)).Except(chosen.Concat(mechanical)));
    }

    /// <summary>A misspelt key next to the correct one is redundant, not a second occurrence of it.</summary>
    [Fact]
    public void MisspeltKey_BesideTheRightOne_IsToBeRemoved()
    {
        var found = Assert.Single(StackText.Compile(StackText.With("zones: 3", "zones: 3\n    zonez: 3")).Diagnostics);
        Assert.Equal(("INF0101", "Remove the key: 'zones' is already set."), (found.Code, found.Remedy));
    }

    private static ImmutableArray<Diagnostic> Errors(string text) =>
        [.. StackText.Compile(text).Diagnostics.Where(found => found.Severity == Severity.Error)];

    private static string Peered(string keys, string more = "", bool second = false) =>
        PeeredProject
            .Text(
                $"partner: {{ {keys} }}"
                    + (
                        second
                            ? "\n      other: { "
                                + keys.Replace("cdef0", "cdef1", StringComparison.Ordinal)
                                    .Replace("10.7.", "10.8.", StringComparison.Ordinal)
                                + " }"
                            : ""
                    )
            )
            .Replace("    services:\n", $"{more}    services:\n", StringComparison.Ordinal);

    private static string Local(string lines) => StackText.With("    services:\n", $"{lines}    services:\n");

    private static string On(string cloud, string lines) =>
        StackText.Replace(
            StackText.On(
                cloud,
                cloud switch
                {
                    "azure" => "westeurope",
                    "gcp" => "europe-west1",
                    _ => "eu-west-1",
                }
            ),
            "    services:\n",
            $"{lines}    services:\n"
        );

    private static string Tagged(string cloud, string tags) => On(cloud, $"    tags: {tags}\n");

    private static string Network(string find, string replace) => ExistingNetworkText.With(find, replace);

    private static string Setting(string line) => $"{StackText.Good}  infra:{line}\n";
}
