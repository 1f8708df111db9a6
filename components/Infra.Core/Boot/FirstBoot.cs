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

    /// <param name="filter">The script that closes the node, see <see cref="FirstFilter"/>.</param>
    internal FirstBoot(BundleTemplate bundle, string filter, CloudKind cloud)
    {
        _bundle = bundle;
        _boothook = Boothook.Write(bundle.Node.Key, filter);
        _platform = NodePlatform.For(cloud);
        StartupScript = CloudRegistry.Of<ICloudBoot>(cloud).StartupScript(bundle.Node.Key, filter);
    }

    /// <summary>The node it is for.</summary>
    public Node Node => _bundle.Node;

    /// <summary>The script that installs cloud-init; null if the cloud's images have it.</summary>
    public string? StartupScript { get; }

    /// <summary>The node's user data with these values, without its token. The same values give the same bytes.</summary>
    public UserDataTemplate Fill(NodeHoles holes) => UserData.Template(Node.Key, _boothook, _bundle.Fill(holes), holes.Keys, _platform);
}
