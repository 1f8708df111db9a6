namespace Infra.Sdk.Generation.Writing;

/// <summary>One generated file.</summary>
internal sealed record SourceFile(string FileName, string Text);
