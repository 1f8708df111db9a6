using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Capacity;

/// <summary>Rejects a region without Debian's images if a new VM would need one: the lookup would fail, or find someone else's.</summary>
internal static class ImageCheck
{
    internal static void Check(ProjectSpec spec, ProjectTopology topology, bool namesImage, SourceMap places, DiagnosticBag bag)
    {
        if (namesImage || DebianImages.AreIn(spec.Cloud, spec.Region) || topology.Machines.All(node => node.Image is not null))
        {
            return;
        }

        bag.Error(
            DiagnosticCodes.NoImageInRegion,
            places.At("region"),
            $"{spec.Region} is in a separate partition of {Words.Of(spec.Cloud)}, where Debian publishes no images.",
            $"Create an image there and set it: 'pulumi config set {OperatorSettingsReader.Image} <image>'."
        );
    }
}
