using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>How a cloud calls the account that a project is in.</summary>
/// <param name="Key">The project's key for it.</param>
/// <param name="What">With an article: <c>an AWS account</c>.</param>
/// <param name="Example">The line, with a placeholder.</param>
/// <param name="Read">The id, as the cloud writes it; null when it is unusable (reported).</param>
/// <param name="Schema">What editors are told of the key.</param>
internal sealed record AccountForm(
    string Key,
    string What,
    string Example,
    Func<TextNode, DiagnosticBag, string?> Read,
    Func<JsonObject> Schema
);
