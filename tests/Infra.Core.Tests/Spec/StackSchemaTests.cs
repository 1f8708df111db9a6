using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Schema;
using Infra.Core.Spec.Text;
using Json.Schema;

namespace Infra.Core.Tests.Spec;

/// <summary>The stack file's JSON Schema against the reader, with a validator that is not ours.</summary>
public sealed class StackSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(StackSchema.Write());

    /// <summary>Findings about shape: what a schema is there to say.</summary>
    private static readonly string[] OfShape =
    [
        DiagnosticCodes.UnknownKey,
        DiagnosticCodes.WrongType,
        DiagnosticCodes.MissingKey,
        DiagnosticCodes.EmptyValue,
        DiagnosticCodes.UnknownWord,
        DiagnosticCodes.NumberOutOfRange,
        DiagnosticCodes.BadName,
        DiagnosticCodes.UnknownServiceType,
        DiagnosticCodes.UnknownPlan,
        DiagnosticCodes.NodeCount,
        DiagnosticCodes.RetentionNotOffered,
    ];

    private const string Full = """
        config:
          infra:operatorPublicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZ3qRk0vXn7cYw2Jb5TtLmPs8uE1hDaQoVx4NiKyC6r ops"]
          infra:operatorPrivateKey:
            secure: AAABAK
          other:thing: 1
          infra:project:
            name: acme
            cloud: aws
            account: "210987654321"
            region: eu-west-1
            deployment: standard
            cidr: 10.42.0.0/20
            basePort: 12000
            zones: 3
            managementSources: [20.51.100.0/28, 172.20.200.0/28]
            managementRoutes: [172.20.200.0/28]
            egress:
              mirror: { to: [20.9.0.0/28, internet], protocol: tcp, ports: [80, 443, 9092-9094] }
            networkAcls: true
            terminationProtection: false
            flowLogs: { retentionDays: 30 }
            nat: one
            tags: { team: data }
            quotas: { standardVcpus: 64, networkAclRules: 40 }
            dns: { zone: db.example.com, ttl: 60, hostedZoneId: Z0123456789ABCDEFGHIJ }
            peerings:
              partner: { account: "345678901234", vpc: vpc-0123456789abcdef0, region: eu-central-1, cidrs: [10.7.0.0/16], mode: one-sided }
            services:
              orders-db:
                type: postgresql
                plan: business-8
                nodes: 3
                mesh: wireguard
                publicAccess: true
                allowedSources: [10.7.0.0/16]
                components: { pg: { allowedSources: [], publicAccess: false } }
                volumes: { data: 100, wal: 10 }
        encryptionsalt: v1:abc
        """;

    public static TheoryData<string> Stacks =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "stacks"), "Pulumi.*.yaml").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Schema_OfAnExample_TakesItAndIsNamedByIt(string file)
    {
        var text = Repository.Read("stacks", file);
        Assert.Equal("", Refused(text));
        Assert.Equal("# yaml-language-server: $schema=../docs/stack.schema.json", text.Split('\n')[0]);
    }

    [Fact]
    public void Schema_OfEveryKey_TakesIt()
    {
        Assert.DoesNotContain(Findings(Full), found => found.Severity == Severity.Error);
        Assert.Equal("", Refused(Full));
    }

    /// <summary>What the reader takes of settings, empty or sealed, is nothing to mark in an editor.</summary>
    [Theory]
    [InlineData("infra:operatorPublicKeys:\n    secure: AAAB")]
    [InlineData("infra:operatorPublicKeys:")]
    [InlineData("infra:imageId:")]
    [InlineData("infra:imageId: \"\"")]
    public void Schema_OfASettingThatTheReaderTakes_TakesIt(string setting)
    {
        var text = Full.Replace(
            "infra:operatorPublicKeys: [\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZ3qRk0vXn7cYw2Jb5TtLmPs8uE1hDaQoVx4NiKyC6r ops\"]",
            setting,
            StringComparison.Ordinal
        );
        Assert.NotEqual(Full, text);
        Assert.DoesNotContain(Findings(text), found => found.Severity == Severity.Error);
        Assert.Equal("", Refused(text));
    }

    /// <summary>Written by the program, never by hand: <c>scripts/infra schema > docs/stack.schema.json</c>.</summary>
    [Fact]
    public void Schema_InTheDocs_IsThisOne()
    {
        if (Environment.GetEnvironmentVariable("INFRA_UPDATE_GOLDENS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, "docs", "stack.schema.json"), StackSchema.Write());
        }

        Assert.Equal(Repository.Read("docs", "stack.schema.json"), StackSchema.Write());
    }

    public static TheoryData<string, string> Mutants =>
        new()
        {
            { "name: acme", "name: Acme" },
            { "name: acme", "name: 5" },
            { "name: acme", "nme: acme" },
            { "cloud: aws", "cloud: awz" },
            { "cloud: aws", "cloud: [aws]" },
            { "deployment: standard", "deployment: big" },
            { "basePort: 12000", "basePort: 80" },
            { "basePort: 12000", "basePort: \"12000\"" },
            { "zones: 3", "zones: 0" },
            { "zones: 3", "zones: []" },
            { "zones: 3", "zones: three" },
            { "zones: 3", "zones: [1, 2]" },
            { "managementSources: [20.51.100.0/28, 172.20.200.0/28]", "managementSources: []" },
            { "managementSources: [20.51.100.0/28, 172.20.200.0/28]", "managementSources: 20.51.100.0/28" },
            { "managementSources: [20.51.100.0/28, 172.20.200.0/28]", "" },
            { "to: [20.9.0.0/28, internet]", "to: []" },
            { "to: [20.9.0.0/28, internet]", "at: []" },
            { "protocol: tcp", "protocol: sctp" },
            { "9092-9094", "70000" },
            { "networkAcls: true", "networkAcls: \"true\"" },
            { "networkAcls: true", "networkAcls: yes" },
            { "terminationProtection: false", "terminationProtection: 0" },
            { "retentionDays: 30", "retentionDays: 31" },
            { "retentionDays: 30", "days: 30" },
            { "nat: one", "nat: two" },
            { "tags: { team: data }", "tags: { team: 5 }" },
            { "tags: { team: data }", "tags: [team]" },
            { "standardVcpus: 64", "standardVcpus: 0" },
            { "standardVcpus: 64", "familyVcpus: 64" },
            { "networkAclRules: 40", "networkAclRules: 41" },
            { "ttl: 60", "ttl: 1" },
            { "ttl: 60, hostedZoneId: Z0123456789ABCDEFGHIJ", "ttl: 60" },
            { "hostedZoneId: Z0123456789ABCDEFGHIJ", "managedZone: x" },
            { "vpc: vpc-0123456789abcdef0, ", "" },
            { "mode: one-sided", "mode: both" },
            { "mode: one-sided", "modus: one-sided" },
            { "      partner:", "      Partner:" },
            { "      orders-db:", "      orders_db:" },
            { "type: postgresql", "type: oracle" },
            { "type: postgresql", "type: grafana" },
            { "plan: business-8", "plan: business-9" },
            { "plan: business-8", "" },
            { "nodes: 3", "nodes: 10" },
            { "nodes: 3", "nodes: 2.5" },
            { "mesh: wireguard", "mesh: none" },
            { "publicAccess: true", "publicAccess: \"true\"" },
            { "allowedSources: [10.7.0.0/16]\n", "allowedSources:\n" },
            { "pg: {", "pgx: {" },
            { "publicAccess: false }", "public: false }" },
            { "data: 100", "datum: 100" },
            { "data: 100", "data: 0" },
            { "data: 100", "data: 20000" },
            { "data: 100", "data: 100GiB" },
            { "wal: 10", "a-name-that-is-too-long: 10" },
            { "infra:project:", "infra:projekt:" },
            { "infra:operatorPublicKeys:", "infra:operatorKeys:" },
        };

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Schema_OfAFileThatTheReaderRefusesForItsShape_RefusesItToo(string part, string instead)
    {
        var text = Full.Replace(part, instead, StringComparison.Ordinal);
        Assert.NotEqual(Full, text);
        Assert.Contains(Findings(text), found => found.Severity == Severity.Error && OfShape.Contains(found.Code));
        Assert.NotEqual("", Refused(text));
    }

    /// <summary>One source: a key more in the reader is a key more in the schema, required where the reader requires it.</summary>
    [Fact]
    public void Schema_OfTheProjectAndItsServices_HasTheReadersKeys()
    {
        foreach (
            var (at, indent, keys, required) in new[]
            {
                ("project", "    ", ProjectReader.Keys, ProjectReader.RequiredKeys),
                ("service", "        ", ServiceReader.Keys, ServiceReader.RequiredKeys),
            }
        )
        {
            var part = JsonNode.Parse(StackSchema.Write())!["definitions"]![at]!;
            Assert.Equal(keys, part["properties"]!.AsObject().Select(key => key.Key));
            Assert.Equal(required, part["required"]!.AsArray().Select(key => (string?)key));
            foreach (var key in keys)
            {
                var without = string.Join(
                    '\n',
                    Full.Split('\n').Where(line => !line.StartsWith($"{indent}{key}:", StringComparison.Ordinal))
                );
                var missing = Findings(without)
                    .Any(found => found.Code == DiagnosticCodes.MissingKey && found.Message.Contains($"'{key}'", StringComparison.Ordinal));
                Assert.Equal(required.Contains(key), missing);
            }
        }
    }

    [Fact]
    public void Schema_OfPeerings_DemandsWhatEachCloudsReaderDemands()
    {
        foreach (var cloud in new[] { CloudKind.Aws, CloudKind.Azure, CloudKind.Gcp })
        {
            var text = $$"""
                config:
                  infra:project:
                    cloud: {{Words.Of(cloud)}}
                    peerings: { partner: {} }
                """;
            var missing = Findings(text)
                .Where(found =>
                    found.Code == DiagnosticCodes.MissingKey && found.Where.Path.StartsWith("peerings.partner", StringComparison.Ordinal)
                )
                .Select(found => found.Message.Split('\'')[1]);
            Assert.Equal(
                PeeringKeys.RequiredFor(cloud).Order(StringComparer.Ordinal),
                // What an Azure network's resource id holds already, and what one mode alone takes, no schema can demand.
                missing.Except(cloud == CloudKind.Azure ? ["subscription", "resourceGroup", "app"] : []).Order(StringComparer.Ordinal)
            );
        }
    }

    private static ImmutableArray<Diagnostic> Findings(string text) =>
        ProjectCompiler.Compile(new StackSource(text, "stack"), new LockSource(null, "lock", LockMode.Extend)).Diagnostics;

    /// <summary>Where the schema refuses a text; empty: nowhere.</summary>
    private static string Refused(string text)
    {
        var bag = new DiagnosticBag();
        var tree = TextTreeReader.Read(text, "stack", bag) ?? throw new InvalidOperationException("Not YAML: a mutant must be.");
        var result = Schema.Evaluate(Json(tree), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? ""
            : string.Join(
                '\n',
                result
                    .Details.Where(part => part.HasErrors)
                    .Select(part => $"{part.InstanceLocation}: {string.Join(", ", part.Errors!.Values)}")
            );
    }

    // As Pulumi and editors read YAML: unquoted words by the core schema.
    private static JsonNode? Json(TextNode node) =>
        node switch
        {
            TextNode.Map map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
            TextNode.Sequence list => new JsonArray([.. list.Items.Select(Json)]),
            TextNode.Scalar scalar => ScalarKinds.Of(scalar) switch
            {
                ScalarKind.Text => JsonValue.Create(scalar.Text),
                ScalarKind.Null => null,
                ScalarKind.Boolean => JsonValue.Create(scalar.Text.Equals("true", StringComparison.OrdinalIgnoreCase)),
                _ => JsonNode.Parse(
                    JsonSerializer.Serialize(decimal.Parse(scalar.Text, System.Globalization.CultureInfo.InvariantCulture))
                ),
            },
            _ => null,
        };
}
