using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Clouds.Gcp;

/// <summary>Reads the keys that identify a network of another GCP project.</summary>
internal sealed partial class GcpSideReader(DiagnosticBag bag)
{
    internal OtherSide.Gcp? Read(MapReader keys)
    {
        var project = PeerIds.Read(
            keys.Required("project", "project: clients-production"),
            ProjectForm(),
            "a project's id",
            "'clients-production': the ID, not the number or the display name",
            bag
        );
        var network = PeerIds.Read(
            keys.Required("network", "network: default"),
            NetworkForm(),
            "a network's name",
            "'default': the name alone, without its path",
            bag
        );
        return project is null || network is null ? null : new OtherSide.Gcp(project, network);
    }

    // https://cloud.google.com/resource-manager/docs/creating-managing-projects; old project IDs contain their domain: example.com:clients.
    [GeneratedRegex(@"\A([a-z0-9][a-z0-9.-]{1,60}[a-z0-9]:)?[a-z][a-z0-9-]{4,28}[a-z0-9]\z")]
    internal static partial Regex ProjectForm();

    // https://cloud.google.com/compute/docs/naming-resources
    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex NetworkForm();
}
