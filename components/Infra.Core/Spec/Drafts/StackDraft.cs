using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Drafts;

/// <summary>
/// The first stack file of a project, written from a few answers in the form that Pulumi uses. Nothing is validated here: the usual reader
/// reads the result and rejects invalid answers.
/// </summary>
public sealed record StackDraft
{
    // The network that the examples use.
    private const string DefaultCidr = "10.42.0.0/20";
    private const int MostZones = 3;

    // More nodes than any service may have: the reader rejects the number, not this.
    private const int MostEndpoints = 1000;
    private const int FirstEndpoint = 22000;

    public required string Cloud { get; init; }

    public required string Region { get; init; }

    /// <summary>The project's name.</summary>
    public required string Name { get; init; }

    /// <summary>The networks that operators connect from.</summary>
    public required ImmutableArray<string> ManagementSources { get; init; }

    /// <summary>If empty, the file does not pin the account.</summary>
    public string Account { get; init; } = "";

    public string Cidr { get; init; } = DefaultCidr;

    /// <summary>If empty: three, or as many as the region has.</summary>
    public string Zones { get; init; } = "";

    /// <summary>The only service's name; empty for a project without services.</summary>
    public string Service { get; init; } = "";

    public string Type { get; init; } = "postgresql";

    public string Plan { get; init; } = "business-8";

    /// <summary>If empty, the plan's default.</summary>
    public string Nodes { get; init; } = "";

    /// <summary>The size of each volume in GiB.</summary>
    public string VolumeGiB { get; init; } = "100";

    /// <summary>Who may connect; nobody if empty.</summary>
    public ImmutableArray<string> AllowedSources { get; init; } = [];

    /// <summary>How operators reach the nodes: a keyword of <c>access</c>.</summary>
    public string Access { get; init; } = Words.Of(AccessMode.Direct);

    /// <summary>
    /// Whether the way in takes a first run that creates the network alone: a gateway or a tunnel inside it has to be attached to it before
    /// any node is.
    /// </summary>
    public bool IsNetworkFirst =>
        Kind is { } kind
        && !kind.IsThisMachine()
        && Service.Length > 0
        && (
            Access == Words.Of(AccessMode.Endpoints)
                ? ManagedTunnel is not { IsInTheNetwork: false }
                : Access == Words.Of(AccessMode.Direct) && !OverTheInternet
        );

    private ManagedTunnel? ManagedTunnel => Kind is { } kind ? CloudRegistry.Of<IStackFileRules>(kind).Tunnel : null;

    private CloudKind? Kind => Words.Clouds.TryGetValue(Cloud, out var kind) ? kind : null;

    /// <summary>Whether operators connect to nodes over the internet, so that nodes need public addresses.</summary>
    private bool OverTheInternet =>
        Kind?.IsThisMachine() == false
        && Access == Words.Of(AccessMode.Direct)
        && ManagementSources.Any(text => Addressing.Cidr.TryParse(text, out var source) && !PrivateNetworks.Contain(source.Value));

    /// <summary>The text for the first run, ending with a line break; what is for a later one is in comments.</summary>
    public string Write() => Write(isLater: false);

    /// <summary>The same with everything in force, for the reader to check.</summary>
    public string WriteWhole() => Write(isLater: true);

    private string Write(bool isLater)
    {
        var text = new StringBuilder();
        text.Append("# yaml-language-server: $schema=../docs/stack.schema.json\n");
        text.Append("# docs/stack-file.md describes every key.\n");
        text.Append("config:\n");
        text.Append("  infra:project:\n");
        Line(text, 4, "name", Name);
        Line(text, 4, "cloud", Cloud);
        if (Account.Length > 0 && Kind is { } kind && AccountReader.KeyOf(kind) is { } accountKey)
        {
            Line(text, 4, accountKey, Account);
        }

        Line(text, 4, "region", Region);
        Line(text, 4, "deployment", Words.Of(DeploymentModel.Standard));
        Line(text, 4, "cidr", Cidr);
        Number(text, 4, "zones", Zones.Length > 0 ? Zones : DefaultZones());
        List(text, 4, "managementSources", ManagementSources);
        if (OverTheInternet && Service.Length > 0)
        {
            text.Append("    nat: none # each node leaves by its own public address\n");
        }
        else if (Kind?.IsThisMachine() == false && Access == Words.Of(AccessMode.Direct) && !OverTheInternet)
        {
            List(text, 4, "managementRoutes", ManagementSources);
        }

        if (Access != Words.Of(AccessMode.Direct))
        {
            Line(text, 4, AccessPathReader.Key, Access);
        }

        var later = new StringBuilder();
        WriteEndpoints(later);
        WriteServices(later);
        if (isLater || !IsNetworkFirst)
        {
            text.Append(later);
            return text.ToString();
        }

        text.Append(
            "    # The first up creates the network alone. Then attach your gateway or tunnel to it, as docs/access.md describes, replace\n"
        );
        text.Append("    # 'services: {}' by the lines below it without their '# ', and run up again.\n");
        text.Append("    services: {}\n");
        foreach (var line in later.ToString().TrimEnd('\n').Split('\n'))
        {
            text.Append("    # ").Append(line.AsSpan(4)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Where a tunnel to each node ends: ports of the machine that runs the program.</summary>
    private void WriteEndpoints(StringBuilder text)
    {
        if (Access != Words.Of(AccessMode.Endpoints) || Service.Length == 0)
        {
            return;
        }

        text.Append("    endpoints: # open a tunnel to each node during each run\n");
        var nodes = int.TryParse(Nodes, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? Math.Min(given, MostEndpoints)
            : ServiceCatalog.Find(Type)?.Plans.GetValueOrDefault(Plan)?.Nodes ?? 1;
        for (var slot = 1; slot <= nodes; slot++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"      {Scalar($"{Service}-{slot}")}: {{host: 127.0.0.1, port: {FirstEndpoint + slot}}}\n"
            );
        }

        if (ManagedTunnel is { } tunnel)
        {
            List(text, 4, TunnelReader.Key, [tunnel.Word]);
        }
    }

    private void WriteServices(StringBuilder text)
    {
        if (Service.Length == 0)
        {
            text.Append("    services: {}\n");
            return;
        }

        text.Append("    services:\n");
        text.Append(CultureInfo.InvariantCulture, $"      {Scalar(Service)}:\n");
        Line(text, 8, "type", Type);
        Line(text, 8, "plan", Plan);
        if (Nodes.Length > 0)
        {
            Number(text, 8, "nodes", Nodes);
        }

        if (OverTheInternet || (Kind?.IsThisMachine() == true && Access == Words.Of(AccessMode.Direct)))
        {
            text.Append("        publicAccess: true # how operators reach the nodes; docs/access.md has the other ways\n");
        }

        List(text, 8, AccessReader.Sources, AllowedSources);
        text.Append("        volumes: # GiB\n");
        foreach (var volume in ServiceCatalog.Find(Type)?.RequiredVolumes ?? ["data"])
        {
            Number(text, 10, volume, VolumeGiB);
        }
    }

    private string DefaultZones()
    {
        var zones = Kind is { } kind ? Regions.ZonesOf(kind, Region) : null;
        return (zones is { IsEmpty: false } known ? Math.Min(MostZones, known.Length) : MostZones).ToString(CultureInfo.InvariantCulture);
    }

    private static void Line(StringBuilder text, int indent, string key, string value) =>
        text.Append(' ', indent).Append(CultureInfo.InvariantCulture, $"{key}: {Scalar(value)}\n");

    // A value that is not a number is written as text, for the reader to reject.
    private static void Number(StringBuilder text, int indent, string key, string value) =>
        text.Append(' ', indent)
            .Append(
                CultureInfo.InvariantCulture,
                $"{key}: {(value.Length is > 0 and < 12 && value.All(char.IsAsciiDigit) ? value : Quoted(value))}\n"
            );

    private static void List(StringBuilder text, int indent, string key, ImmutableArray<string> values)
    {
        text.Append(' ', indent).Append(CultureInfo.InvariantCulture, $"{key}:{(values.IsEmpty ? " []" : "")}\n");
        foreach (var value in values)
        {
            text.Append(' ', indent + 2).Append(CultureInfo.InvariantCulture, $"- {Scalar(value)}\n");
        }
    }

    // Plain if nothing in it is special in YAML and it reads as text; quoted otherwise.
    private static string Scalar(string value) =>
        value.Length > 0
        && char.IsAsciiLetterOrDigit(value[0])
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
        && ScalarKinds.Of(new TextNode.Scalar(Nowhere, Nowhere, value, Quoted: false)) == ScalarKind.Text
            ? value
            : Quoted(value);

    private static readonly SourceLocation Nowhere = new("", 0, 0, "");

    // A JSON string is also a YAML string, on one line with every control character escaped.
    private static string Quoted(string value) => System.Text.Json.JsonSerializer.Serialize(value);
}
