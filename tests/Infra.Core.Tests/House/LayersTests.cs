using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.House;

/// <summary>
/// The compiler's stages in order: each may use those above it and itself, nothing below. Read from the compiled assembly, so that no
/// spelling of a name hides an edge. docs/tour.md describes the stages.
/// </summary>
public sealed class LayersTests
{
    /// <summary>
    /// From the vocabulary everything shares to the whole plan. A name with a trailing dot covers all namespaces below; a type's name
    /// moves that type out of its namespace's stage.
    /// </summary>
    private static readonly string[] Stages =
    [
        "", // texts and hashes
        "Addressing",
        "Diagnostics",
        "Clouds", // the kinds of cloud, and that there are rooms
        "Catalog",
        "Spec.",
        "Topology",
        "Policy",
        "ProjectPlan",
        "Disks",
        "Mesh",
        "Dns",
        "Iam.Templates",
        "Iam",
        "Handover",
        "Firewall",
        "Sdn",
        "Sdn.Openings",
        "PeerContracts",
        "Capacity",
        "Bundle",
        "Boot",
        "Deployments",
        "Clouds.", // the rooms
        "CloudRegistry",
    ];

    /// <summary>What may be used from everywhere, and why.</summary>
    private static readonly (string Type, string Why)[] Everywhere =
    [
        (
            "Infra.Core.Clouds.CloudRegistry",
            "a stage asks the cloud's room through an interface of its own; only the registry knows which rooms there are"
        ),
        ("Infra.Core.Clouds.ICloud", "what the registry has of each room: some stages ask all of them"),
        ("Infra.Core.Clouds.CloudKinds", "the same, for the one question that the whole program asks"),
    ];

    /// <summary>Permitted upward edges, and why.</summary>
    private static readonly (string From, string To, string Why)[] Exceptions = [];

    private static readonly Lazy<(string From, string To)[]> Edges = new(() => TypeEdges.Of(typeof(CloudKind).Assembly));

    [Fact]
    public void Stages_UseOnlyWhatComesBeforeThem() => Assert.True(Upwards.Length == 0, string.Join('\n', Upwards));

    private static string[] Upwards =>
        [
            .. Edges
                .Value.Where(edge => StageOf(edge.To) > StageOf(edge.From) && !IsException(edge))
                .Select(edge => $"{edge.From} uses {edge.To}, of a later stage")
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void EveryType_IsOfOneStage() =>
        Assert.All(Edges.Value.SelectMany(edge => new[] { edge.From, edge.To }).Distinct(), type => Assert.True(StageOf(type) >= 0, type));

    [Fact]
    public void Exceptions_AreEachNeeded()
    {
        Assert.All(Everywhere, one => Assert.Contains(Edges.Value, edge => edge.To == one.Type && StageOf(edge.From) < StageOf(edge.To)));
        Assert.All(Exceptions, one => Assert.Contains(Edges.Value, edge => (edge.From, edge.To) == (one.From, one.To)));
    }

    /// <summary>Components and commands reach the stages only through the plan: what lowers it is internal to the compiler.</summary>
    [Fact]
    public void PublicWaysToAPlan_AreThese()
    {
        var ways =
            from type in typeof(DeploymentCompiler).Assembly.GetExportedTypes()
            from method in type.GetMethods()
            where method.IsStatic && method.DeclaringType == type && method.Name is "Compile" or "Lower" or "Emit" or "Draft" or "Allocate"
            select $"{type.Name}.{method.Name}";
        Assert.Equal(
            ["CloudFirewall.Compile", "DeploymentCompiler.Compile", "NodePlan.Compile", "ProjectCompiler.Compile"],
            ways.Distinct().Order(StringComparer.Ordinal)
        );
    }

    /// <summary>
    /// The code that decides reachability from emitted rules reads text and plain values: if it shared code with the emitters, one
    /// mistake would be in both and the proof would be worthless. Its own parts are ordered too; a reader of one tool or cloud knows no
    /// other's.
    /// </summary>
    [Fact]
    public void Reachability_SharesNothingWithTheCompiler_AndItsReadersNothingWithEachOther()
    {
        var assembly = typeof(Packet).Assembly;
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), reference =>
            !reference.Name!.StartsWith("System.", StringComparison.Ordinal)
        );

        (string Space, string[] Uses)[] table =
        [
            ("", []),
            ("Packets", [""]),
            ("Listings", ["", "Packets"]),
            ("Layers", ["", "Packets"]),
            ("Aws", ["", "Packets", "Layers"]),
            ("Azure", ["", "Packets", "Layers", "Listings"]),
            ("Gcp", ["", "Packets", "Layers", "Listings"]),
            ("Iptables", ["", "Packets"]),
            ("Nft", ["", "Packets"]),
        ];
        var edges = TypeEdges.Of(assembly).Select(edge => (From: Space(edge.From), To: Space(edge.To))).Where(edge => edge.From != edge.To);
        var expected = table.SelectMany(one => one.Uses.Select(use => (one.Space, use)));
        Assert.Equal(expected.Order(), edges.Distinct().Order());

        static string Space(string type) => type["Infra.Reachability.".Length..].Split('.') is [var space, _] ? space : "";
    }

    // A positive control: the reader sees bodies, signatures and generic arguments.
    [Fact]
    public void Reader_SeesKnownEdges()
    {
        Assert.Contains(("Infra.Core.Deployments.DeploymentCompiler", "Infra.Core.Sdn.CloudFirewall"), Edges.Value);
        Assert.Contains(("Infra.Core.Topology.ProjectTopology", "Infra.Core.Topology.Node"), Edges.Value);
        Assert.Contains(("Infra.Core.Clouds.CloudRegistry", "Infra.Core.Clouds.Aws.AwsCloud"), Edges.Value);
        Assert.True(StageOf("Infra.Core.Clouds.Aws.AwsCloud") > StageOf("Infra.Core.Clouds.CloudKind"));
    }

    private static bool IsException((string From, string To) edge) =>
        Everywhere.Any(one => one.Type == edge.To) || Exceptions.Any(one => (one.From, one.To) == edge);

    private static int StageOf(string type)
    {
        var name = type["Infra.Core.".Length..];
        var dot = name.LastIndexOf('.');
        var (space, simple) = dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
        if (simple is "CloudRegistry" or "CloudKinds")
        {
            return Array.IndexOf(Stages, "CloudRegistry");
        }

        // A room (a cloud's folder), with all its interfaces.
        if (simple == "ICloud")
        {
            return Array.IndexOf(Stages, "Clouds.");
        }

        var own = Array.IndexOf(Stages, simple);
        return own >= 0 && space.Length == 0
            ? own
            : Array.FindLastIndex(Stages, stage =>
                stage == space
                || (
                    stage.EndsWith('.')
                    && $"{space}.".StartsWith(stage, StringComparison.Ordinal)
                    && (stage != "Clouds." || space != "Clouds")
                )
            );
    }
}
