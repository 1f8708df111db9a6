namespace Infra.Core.Tests.Packets;

/// <summary>
/// One of these at a time: they measure how fast a refusal arrives, and more than one would only wait for each other. What runs
/// beside them is another matter: programs of their own measure, and what is slow is tried again (<see cref="Prober.Slow"/>).
/// </summary>
[CollectionDefinition(nameof(PacketTests))]
public sealed class PacketTests;
