using Infra.Core.Clouds;

namespace Infra.Core.Topology;

/// <summary>A node's environment on a cloud.</summary>
internal interface INodeSurroundings : ICloudPart
{
    NodePlatform Platform { get; }
}
