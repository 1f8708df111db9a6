using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>A function's static class with its `Args`, `InvokeArgs` and `Result`.</summary>
internal static class FunctionWriter
{
    public static IEnumerable<SourceFile> Write(ContractNames names, string token, Function function)
    {
        var name = names.Of(token);
        yield return Class(name, token, function);
        yield return OutputWriter.Write(names, name.With("Result"), function.Outputs);
        if (function.Inputs is not { } inputs)
            yield break;
        yield return ArgsWriter.Write(names, new(name.With("Args"), Shape.Plain, inputs));
        yield return ArgsWriter.Write(names, new(name.With("InvokeArgs"), Shape.InvokeInput, inputs, Base: "InvokeArgs"));
    }

    private static SourceFile Class(TypeName name, string token, Function function)
    {
        var text = new CodeText(name);
        var result = name.Name + "Result";
        text.Block($"public static class {name.Name}", () =>
        {
            var optional = function.Inputs?.Any(p => p.IsRequired) != true;
            var (now, later) = ($"global::System.Threading.Tasks.Task<{result}>", $"global::Pulumi.Output<{result}>");
            Method($"{now} InvokeAsync", "Args", "InvokeOptions? options = null", optional);
            Method($"{later} Invoke", "InvokeArgs", "InvokeOptions? options = null", optional);
            Method($"{later} Invoke", "InvokeArgs", "InvokeOutputOptions options", optional: false);
        });
        return text.File;

        void Method(string method, string suffix, string options, bool optional)
        {
            var args = $"{name.Name}{suffix}{(optional ? "? args = null" : " args")}, ";
            var passed = $"args ?? new {name.Name}{suffix}()";
            if (function.Inputs is null)
                (args, passed) = ("", "global::Pulumi.InvokeArgs.Empty");
            var call = method.Substring(method.LastIndexOf(' ') + 1);
            text.Line($"public static {method}({args}global::Pulumi.{options}) =>");
            text.Line("    global::Pulumi.Deployment.Instance." + $"{call}<{result}>(\"{token}\", {passed}, options.WithDefaults());");
            text.Line();
        }
    }
}
