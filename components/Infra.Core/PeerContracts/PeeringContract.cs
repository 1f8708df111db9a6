using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.PeerContracts;

/// <summary>What the other side of a peering must know and do. Commands are for a POSIX shell, safely quoted.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Cidr">The project's network, which the other side routes to.</param>
/// <param name="Subnets">The parts of it that contain nodes, in key order.</param>
/// <param name="Peering">As declared in the stack file.</param>
/// <param name="Values">What commands refer to as <c>"$NAME"</c>, in the order in which people fill them in.</param>
/// <param name="Steps">In order.</param>
/// <param name="Access">What the other side's clients may reach; empty if no service admits them.</param>
/// <param name="Notes">What to consider before agreeing, a sentence or two each.</param>
/// <param name="Removal">How the other side ends the peering.</param>
public sealed record PeeringContract(
    string Project,
    CloudKind Cloud,
    Cidr Cidr,
    ImmutableArray<Cidr> Subnets,
    PeeringSpec Peering,
    ImmutableArray<ContractValue> Values,
    ImmutableArray<ContractStep> Steps,
    ImmutableArray<ContractAccess> Access,
    ImmutableArray<string> Notes,
    ContractStep Removal
)
{
    /// <summary>The version of <see cref="ContractJson"/>; incremented if a reader of the old form would misread the new one.</summary>
    public const int FormatVersion = 1;
}

/// <summary>A shell variable that commands use.</summary>
/// <param name="Name"><c>PEERING_ID</c>.</param>
/// <param name="Value">Null if not yet known.</param>
/// <param name="Source">Where it comes from if not yet known: <c>after up: …</c>, or <c>yours: …</c>.</param>
public sealed record ContractValue(string Name, string Meaning, string? Value, string Source);

/// <summary>A step to be done.</summary>
/// <param name="By">Who does it.</param>
/// <param name="Commands">One per line; a line may end in a backslash and continue on the next.</param>
public sealed record ContractStep(ContractParty By, string Title, string Text, ImmutableArray<string> Commands);

/// <summary>The two sides, from the point of view of the contract's reader, the other side.</summary>
public enum ContractParty
{
    /// <summary>The other side.</summary>
    You,

    /// <summary>The project's operators.</summary>
    Us,
}

/// <summary>Connections that a service admits from the peered network.</summary>
/// <param name="Ports">Destination ports, sorted.</param>
/// <param name="Sources">The part of the peered networks that the service's list contains; merged and sorted.</param>
public sealed record ContractAccess(string Service, IpProtocol Protocol, ImmutableArray<int> Ports, ImmutableArray<Cidr> Sources);
