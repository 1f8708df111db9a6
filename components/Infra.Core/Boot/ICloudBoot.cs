using Infra.Core.Clouds;

namespace Infra.Core.Boot;

/// <summary>What a cloud's images lack for a first boot.</summary>
internal interface ICloudBoot : ICloudPart
{
    /// <summary>What brings cloud-init to the cloud's images: a shell script that runs before it; null where they have it.</summary>
    /// <param name="filter">What closes the node, see <see cref="FirstFilter"/>.</param>
    string? StartupScript(string nodeKey, string filter);
}
