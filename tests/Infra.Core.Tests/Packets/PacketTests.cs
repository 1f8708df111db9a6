namespace Infra.Core.Tests.Packets;

/// <summary>
/// One of these at a time: they measure how fast a rejection arrives, and several would only wait for each other. Other tests may run in
/// parallel: separate programs measure, and slow results are retried (<see cref="Prober.Slow"/>).
/// </summary>
[CollectionDefinition(nameof(PacketTests))]
public sealed class PacketTests;
