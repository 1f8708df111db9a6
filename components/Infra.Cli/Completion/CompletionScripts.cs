using System.Collections.Immutable;

namespace Infra.Cli.Completion;

/// <summary>
/// The scripts of three shells. Each asks the program being completed, as typed, for the values possible at the cursor: so stacks, nodes
/// and peerings are the existing ones. A program not yet built returns none.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # bash: eval "$(scripts/infra completion bash)", in ~/.bashrc with the path of your clone.
        _infra_complete() {
            local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]/#\~/$HOME} name
            # The words behind the program's name, up to the cursor.
            line=${line#*"${COMP_WORDS[0]}"}
            line=${line# }
            COMPREPLY=()
            # Not compgen -W: that expands its words, and these are names of files.
            while IFS= read -r name; do
                if [[ $name == "$word"* ]]; then
                    COMPREPLY+=("$name")
                fi
            done < <("$program" "[suggest:${#line}]" "$line" 2>/dev/null)
            if ((${#COMPREPLY[@]} == 0)); then
                compopt -o default
            fi
        }
        complete -F _infra_complete infra
        """;

    private const string Zsh = """
        # zsh: eval "$(scripts/infra completion zsh)", in ~/.zshrc behind compinit, with the path of your clone.
        _infra_complete() {
            local line="${(j: :)words[2,CURRENT]}" program="${words[1]/#\~/$HOME}"
            local -a found
            found=("${(@f)$("$program" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            if [[ -n "${found[1]}" ]]; then
                compadd -a found
            else
                _files
            fi
        }
        compdef _infra_complete infra
        """;

    private const string Fish = """
        # fish: scripts/infra completion fish | source, in ~/.config/fish/config.fish with the path of your clone.
        function __infra_complete
            set -l words (commandline -opc) (commandline -ct)
            set -l program (string replace -r '^~' $HOME -- $words[1])
            set -l line (string join ' ' -- $words[2..-1])
            $program "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c infra -a '(__infra_complete)'
        """;

    internal static ImmutableArray<string> Shells { get; } = ["bash", "fish", "zsh"];

    internal static string Of(string shell) =>
        shell switch
        {
            "bash" => Bash,
            "fish" => Fish,
            "zsh" => Zsh,
            _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "No such shell."),
        };
}
