using System.Text.Json.Nodes;

namespace Infra.Engine.Results;

/// <summary>
/// A difference in one property. Values are prepared for display: secrets are the text <c>[secret]</c>, unknown values the text
/// <c>&lt;unknown&gt;</c>.
/// </summary>
/// <param name="Path">E.g. <c>environment.NAME</c>, <c>triggers[0]</c>.</param>
/// <param name="Before">The last value; null if there was none.</param>
/// <param name="After">The next value; null if there will be none.</param>
/// <param name="AfterUnknown">The next value is set, but known only during up.</param>
/// <param name="Secret">One of the two is secret.</param>
/// <param name="CausesReplace">This change alone causes a replacement.</param>
public sealed record PropertyChange(string Path, JsonNode? Before, JsonNode? After, bool AfterUnknown, bool Secret, bool CausesReplace);
