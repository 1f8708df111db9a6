using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>Reads one entry of <c>peerings</c>.</summary>
internal sealed class PeeringReader(CloudKind cloud, string? region, PeerNetworks networks, DiagnosticBag bag)
{
    /// <summary>Returns the peering, or null (reported).</summary>
    internal PeeringSpec? Read(TextEntry entry)
    {
        var what = $"the peering {Shown.Quote(entry.Key)}";
        if (MapReader.AsMap(entry.Value, what, bag) is not { } map)
        {
            return null;
        }

        var foreign = ReportForeign(map);
        var keys = MapReader.Open(map with { Entries = [.. map.Entries.Except(foreign)] }, what, bag, PeeringKeys.For(cloud))!;
        var elsewhere = ReadProvider(keys.Optional(PeeringKeys.Provider)) || foreign.Length > 0;
        var modeNode = keys.Optional(PeeringKeys.Mode);
        var mode = ValueReader.Word(modeNode, "peering mode", Words.PeeringModes, bag)
            // If unreadable, assume the mode that requires nothing more.
            ?? (modeNode is null ? PeeringMode.OneSided : PeeringMode.BothSides);
        var cidrs = networks.Read(keys.Required(PeeringKeys.Cidrs, "cidrs: [10.7.0.0/16]"), entry.Key);

        // If another provider was meant, none of our keys is missing.
        var other = elsewhere ? null : PeeringKeys.Form(cloud).Read(keys, mode, region, bag);
        return cidrs.IsEmpty || other is null ? null : new PeeringSpec(entry.Key, cidrs, mode, other);
    }

    private TextEntry[] ReportForeign(TextNode.Map map)
    {
        var foreign = map.Entries.Where(entry => PeeringKeys.OwnerOf(entry.Key) is { } owner && owner != cloud).ToArray();
        foreach (var entry in foreign)
        {
            bag.Add(PeeringImpossible.KeyOfOther(entry.KeyWhere, entry.Key, cloud, PeeringKeys.OwnerOf(entry.Key)!.Value));
        }

        return foreign;
    }

    /// <summary>Returns true if another provider is named (reported).</summary>
    private bool ReadProvider(TextNode? node)
    {
        if (ValueReader.Word(node, "cloud", Words.Clouds, bag) is not { } provider || provider == cloud)
        {
            return false;
        }

        bag.Add(PeeringImpossible.Named(node!.Where, cloud, provider));
        return true;
    }
}
