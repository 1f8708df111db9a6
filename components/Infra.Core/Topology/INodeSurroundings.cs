using Infra.Core.Clouds;

namespace Infra.Core.Topology;

/// <summary>What a node finds around it on a cloud.</summary>
internal interface INodeSurroundings : ICloudPart
{
    NodePlatform Platform { get; }
}
