using Infra.Core.Bundle;
using Infra.Core.Clouds;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>What a node boots with, as far as a plan knows it.</summary>
public sealed class FirstBoot
{
    private readonly BundleTemplate _bundle;
    private readonly string _boothook;
    private readonly NodePlatform _platform;

    /// <param name="filter">What closes the node, see <see cref="FirstFilter"/>.</param>
    internal FirstBoot(BundleTemplate bundle, string filter, CloudKind cloud)
    {
        _bundle = bundle;
        _boothook = Boothook.Write(bundle.Node.Key, filter);
        _platform = NodePlatform.For(cloud);
        StartupScript = CloudRegistry.Of<ICloudBoot>(cloud).StartupScript(bundle.Node.Key, filter);
    }

    /// <summary>The node it is for.</summary>
    public Node Node => _bundle.Node;

    /// <summary>What brings cloud-init to the cloud's images; null where they have it.</summary>
    public string? StartupScript { get; }

    /// <summary>The user data of a node with these, but for its token. Same holes: same bytes.</summary>
    public UserDataTemplate Fill(NodeHoles holes) => UserData.Template(Node.Key, _boothook, _bundle.Fill(holes), holes.Keys, _platform);
}
