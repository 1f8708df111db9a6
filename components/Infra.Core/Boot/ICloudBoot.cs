using Infra.Core.Clouds;

namespace Infra.Core.Boot;

/// <summary>What a cloud's images lack for a first boot.</summary>
internal interface ICloudBoot : ICloudPart
{
    /// <summary>A shell script that installs cloud-init; null if the cloud's images have it.</summary>
    /// <param name="filter">The script that closes the node, see <see cref="FirstFilter"/>.</param>
    string? StartupScript(string nodeKey, string filter);
}
