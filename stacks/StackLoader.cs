using Infra.Core;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;

namespace Infra.Stacks;

/// <summary>From files to a plan, with every check that needs no cloud; shared by the program and the command line.</summary>
public static class StackLoader
{
    /// <summary>Reads and compiles one stack. Writes nothing.</summary>
    /// <exception cref="FileNotFoundException">No such stack.</exception>
    public static Outcome<ProjectPlan> Load(StackFiles files, string stack, LockMode mode)
    {
        var source = files.ReadStack(stack);
        var compiled = ProjectCompiler.Compile(source, files.ReadLock(stack, mode));
        return compiled is { Succeeded: true, Value: { } plan }
            ? compiled with
            {
                Diagnostics =
                [
                    .. compiled.Diagnostics,
                    .. UserDataCheck.Check(plan, source.FileName),
                    .. SdnQuota.Check(plan, source.FileName),
                ],
            }
            : compiled;
    }
}
