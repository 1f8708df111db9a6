using System.Text.RegularExpressions;

namespace Infra.Core.Topology;

/// <summary>
/// The image that each running VM was created from. With a recorded image the cloud is not asked for the newest one, so a withdrawn image
/// family does not block changes to running nodes, and a review shows which image runs where. A node's next generation has none yet.
/// </summary>
public static partial class RecordedImages
{
    /// <summary>Whether a text has the form of a cloud's image ID: <c>ami-…</c>, or a path or link of <c>…/images/…</c>.</summary>
    public static bool CanBe(string image) => Form().IsMatch(image);

    // No character that could end a YAML value or begin another one.
    [GeneratedRegex(
        @"\A(?:ami-[0-9a-f]{8,17}|(?:https://|/)?[A-Za-z0-9][A-Za-z0-9._:/-]{0,300}/images/[A-Za-z0-9][A-Za-z0-9._/-]{0,120})\z"
    )]
    private static partial Regex Form();
}
