namespace Infra.Core.Tests.Packets;

/// <summary>Alone in the process: these tests measure how fast a refusal arrives.</summary>
[CollectionDefinition(nameof(PacketTests), DisableParallelization = true)]
public sealed class PacketTests;
