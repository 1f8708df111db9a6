using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>How a cloud identifies the account that a project is in.</summary>
/// <param name="Key">The stack file's key.</param>
/// <param name="What">With an article: <c>an AWS account</c>.</param>
/// <param name="Example">An example line with a placeholder.</param>
/// <param name="Read">Reads the ID in the cloud's own spelling; returns null if it is invalid (reported).</param>
/// <param name="Schema">The key's schema for editors.</param>
internal sealed record AccountForm(
    string Key,
    string What,
    string Example,
    Func<TextNode, DiagnosticBag, string?> Read,
    Func<JsonObject> Schema
);
