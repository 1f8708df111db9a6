using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec.Existing;

/// <summary>A network that is there already, and is somebody else's: the project puts nodes into subnets of it.</summary>
/// <param name="Id">As the cloud finds it: <c>vpc-…</c>, an Azure resource id, the name of a GCP network.</param>
/// <param name="Subnets">By the cloud's name of the zone; each for this project alone.</param>
public sealed record ExistingNetworkSpec(string Id, ImmutableSortedDictionary<string, ExistingSubnet> Subnets);

/// <param name="Id">As the cloud finds it: <c>subnet-…</c>, or its name in the network (Azure) or region (GCP).</param>
/// <param name="Cidr">All of it; /16 to /28.</param>
public sealed record ExistingSubnet(string Id, Cidr Cidr);
