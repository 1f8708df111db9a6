namespace Infra.Engine;

/// <summary>A diagnostic of the engine: what happened and what to do about it.</summary>
/// <param name="Code">One of <see cref="EngineCodes"/>.</param>
/// <param name="Message">What is wrong, with the names involved.</param>
/// <param name="Remedy">What to do; empty if there is nothing to do.</param>
/// <param name="Urn">The resource concerned, or null.</param>
public sealed record EngineDiagnostic(string Code, string Message, string Remedy, string? Urn = null)
{
    public override string ToString() => $"{Code}: {Message}{(Remedy.Length == 0 ? "" : " " + Remedy)}";
}

/// <summary>
/// The engine stopped before changing anything, or could not continue. Failures of single resources during up and down are results, not
/// exceptions.
/// </summary>
public sealed class EngineException : Exception
{
    public EngineException(string code, string message, string remedy, Exception? inner = null)
        : this([new EngineDiagnostic(code, message, remedy)], inner) { }

    public EngineException(IReadOnlyList<EngineDiagnostic> diagnostics, Exception? inner = null)
        : base(string.Join(Environment.NewLine, diagnostics), inner) => Diagnostics = diagnostics;

    /// <summary>Every reason; at least one.</summary>
    public IReadOnlyList<EngineDiagnostic> Diagnostics { get; }

    /// <summary>The first reason's code.</summary>
    public string Code => Diagnostics[0].Code;
}
