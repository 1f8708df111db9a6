using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Access;

/// <summary>Reads <c>access</c> and the keys of its modes: <c>bastion</c>, <c>endpoints</c>.</summary>
internal sealed class AccessPathReader(DiagnosticBag bag)
{
    internal const string Key = "access";
    internal const string BastionKey = "bastion";
    internal const string Count = "count";

    internal static readonly string[] BastionKeys = [Count];

    /// <summary>The path, and the mode as far as it is known.</summary>
    /// <param name="unsaid">The mode without the key.</param>
    internal (AccessPath Path, AccessMode? Mode) Read(MapReader map, AccessMode unsaid)
    {
        var node = map.Optional(Key);
        var mode = node is null ? unsaid : ValueReader.Word(node, "way in", Words.AccessModes, bag);
        var bastion = map.Optional(BastionKey);
        var endpoints = map.Optional(EndpointsReader.Key);
        var count = ReadCount(bastion);
        var nodes = new EndpointsReader(bag).Read(endpoints);
        CheckMode(bastion, BastionKey, mode, AccessMode.Bastion);
        CheckMode(endpoints, EndpointsReader.Key, mode, AccessMode.Endpoints);
        CheckMode(map.Optional(ProjectReader.ManagementRoutes), ProjectReader.ManagementRoutes, mode, AccessMode.Direct);
        return mode switch
        {
            AccessMode.Bastion => (new AccessPath.Bastions(count), mode),
            AccessMode.Endpoints => (new AccessPath.Endpoints(nodes), mode),
            AccessMode.Direct or null => (new AccessPath.Direct(), mode),
            _ => throw new InvalidOperationException($"No such way in: {mode}."),
        };
    }

    private void CheckMode(TextNode? node, string key, AccessMode? mode, AccessMode its)
    {
        if (node is null || mode is null || mode == its)
        {
            return;
        }

        bag.Add(KeyOfAnotherAccess.Of(node.Owner, key, its, mode.Value, canBe: its is AccessMode.Bastion or AccessMode.Endpoints));
    }

    private BastionCount ReadCount(TextNode? node) =>
        node is not null && MapReader.Open(node, "the bastion", "{ count: one }", BastionKeys, BastionKeys, bag) is { } map
            ? ValueReader.Word(map.Optional(Count), "number of bastions", Words.BastionCounts, bag) ?? BastionCount.One
            : BastionCount.One;
}
