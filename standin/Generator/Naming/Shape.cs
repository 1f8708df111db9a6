namespace Infra.Sdk.Generation.Naming;

/// <summary>The roles in which one schema type becomes different C# classes.</summary>
internal enum Shape
{
    /// <summary>A resource's input: `XArgs : ResourceArgs`, members wrapped in Input.</summary>
    Input,

    /// <summary>Qualifies the lookup of an existing resource: `XGetArgs : ResourceArgs`.</summary>
    State,

    /// <summary>A function's input that may be known late: `XInputArgs : ResourceArgs`.</summary>
    InvokeInput,

    /// <summary>A function's input that is known now: `XArgs : InvokeArgs`, plain members.</summary>
    Plain,

    /// <summary>What the engine returns: `X`, or `XResult` if a function returns it.</summary>
    Output,
}
