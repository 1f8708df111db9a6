using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec.Existing;

/// <summary>An existing network that someone else owns: the project puts nodes into subnets of it.</summary>
/// <param name="Id">How the cloud identifies it: <c>vpc-…</c>, an Azure resource ID, the name of a GCP network.</param>
/// <param name="Subnets">By the cloud's zone name; each is dedicated to this project.</param>
public sealed record ExistingNetworkSpec(string Id, ImmutableSortedDictionary<string, ExistingSubnet> Subnets);

/// <param name="Id">How the cloud identifies it: <c>subnet-…</c>, or its name in the network (Azure) or region (GCP).</param>
/// <param name="Cidr">Its whole range; /16 to /28.</param>
public sealed record ExistingSubnet(string Id, Cidr Cidr);
